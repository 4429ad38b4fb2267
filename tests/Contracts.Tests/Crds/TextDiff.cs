namespace Gko.Contracts.Tests.Crds;

/// <summary>Shows where two texts differ, as a reviewer would want to read it in a failed test.</summary>
internal static class TextDiff
{
    private const int MaxLines = 80;

    /// <summary>Removed and added lines between the common start and the common end; null for equal texts.</summary>
    public static string? Between(string before, string after)
    {
        if (before == after)
        {
            return null;
        }

        var old = before.Split('\n');
        var @new = after.Split('\n');
        var start = old.Zip(@new).TakeWhile(pair => pair.First == pair.Second).Count();
        var longestEnd = Math.Min(old.Length, @new.Length) - start;
        var end = old.Reverse().Zip(@new.Reverse()).Take(longestEnd).TakeWhile(pair => pair.First == pair.Second).Count();
        var lines = old[start..^end].Select(line => $"- {line}").Concat(@new[start..^end].Select(line => $"+ {line}")).ToList();
        var shown = string.Join('\n', lines.Take(MaxLines));
        return $"@@ line {start + 1} @@\n{shown}{(lines.Count > MaxLines ? $"\n… {lines.Count - MaxLines} more" : "")}";
    }
}
