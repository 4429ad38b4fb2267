namespace Gko.Contracts.Tests.Crds;

/// <summary>Shows where two texts differ, line by line, as a reviewer wants to read it in a failed test.</summary>
internal static class TextDiff
{
    private const int MaxLines = 100;

    /// <summary>Removed (-) and added (+) lines, each run of them under its line number; null for equal texts.</summary>
    public static string? Between(string before, string after)
    {
        if (before == after)
        {
            return null;
        }

        var old = before.Split('\n');
        var @new = after.Split('\n');
        var lines = Changes(old, @new, CommonLines(old, @new)).Take(MaxLines + 1).ToList();
        return string.Join('\n', lines.Count > MaxLines ? [.. lines.Take(MaxLines), "…"] : lines);
    }

    private static IEnumerable<string> Changes(string[] old, string[] @new, int[,] common)
    {
        var (i, j, inRun) = (0, 0, false);
        while (i < old.Length || j < @new.Length)
        {
            if (i < old.Length && j < @new.Length && old[i] == @new[j])
            {
                (i, j, inRun) = (i + 1, j + 1, false);
                continue;
            }

            if (!inRun)
            {
                yield return $"@@ line {i + 1} @@";
                inRun = true;
            }

            var remove = j == @new.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]);
            yield return remove ? $"- {old[i++]}" : $"+ {@new[j++]}";
        }
    }

    /// <summary>At [i, j]: how many lines the texts from line i and line j on have in common, in order.</summary>
    private static int[,] CommonLines(string[] old, string[] @new)
    {
        var common = new int[old.Length + 1, @new.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = @new.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == @new[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }
}
