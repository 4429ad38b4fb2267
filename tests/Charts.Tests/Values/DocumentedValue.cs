using System.Text.RegularExpressions;

namespace Gko.Charts.Tests.Values;

/// <summary>A value of the chart with the comment right above it.</summary>
/// <param name="Path">Such as <c>manager.image.tag</c>.</param>
/// <param name="Description">The comment, as one line.</param>
internal sealed partial record DocumentedValue(string Path, string Description)
{
    /// <summary>Reads the values that have a comment, in the order of the file.</summary>
    public static IReadOnlyList<DocumentedValue> ReadAll(string yaml)
    {
        var found = new List<DocumentedValue>();
        var parents = new Stack<(int Indent, string Path)>();
        var comment = new List<string>();
        foreach (var line in yaml.Split('\n'))
        {
            if (Comment().Match(line) is { Success: true } text)
            {
                comment.Add(text.Groups[1].Value);
                continue;
            }

            if (Key().Match(line) is { Success: true } key)
            {
                var path = Enter(parents, key.Groups[1].Length, key.Groups[2].Value);
                if (comment.Count > 0)
                {
                    found.Add(new DocumentedValue(path, string.Join(' ', comment)));
                }
            }

            comment.Clear();
        }

        return found;
    }

    private static string Enter(Stack<(int Indent, string Path)> parents, int indent, string key)
    {
        while (parents.TryPeek(out var last) && last.Indent >= indent)
        {
            parents.Pop();
        }

        var path = parents.TryPeek(out var parent) ? $"{parent.Path}.{key}" : key;
        parents.Push((indent, path));
        return path;
    }

    [GeneratedRegex(@"^ *# ?(.*)$")]
    private static partial Regex Comment();

    [GeneratedRegex("""^( *)"?([\w.-]+)"?:""")]
    private static partial Regex Key();
}
