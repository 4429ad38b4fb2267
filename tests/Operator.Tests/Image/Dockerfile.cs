using System.Text.RegularExpressions;
using Gko.Testing;

namespace Gko.Operator.Tests.Image;

/// <summary>The image's Dockerfile as its instructions, with continued lines joined.</summary>
internal sealed partial class Dockerfile
{
    private Dockerfile(IReadOnlyList<(string Name, string Text)> instructions) => Instructions = instructions;

    /// <summary>Each instruction's name in upper case and what follows it, in order.</summary>
    public IReadOnlyList<(string Name, string Text)> Instructions { get; }

    /// <summary>The instructions of the last stage, whose result is the image.</summary>
    public IEnumerable<(string Name, string Text)> FinalStage =>
        Instructions.Skip(Instructions.ToList().FindLastIndex(one => one.Name == "FROM"));

    public static Dockerfile Read()
    {
        var lines = File.ReadAllLines(RepositoryPaths.Of("Dockerfile")).Where(line => !line.StartsWith('#') && line.Trim().Length > 0);
        var joined = Continuation().Replace(string.Join('\n', lines), " ");
        return new Dockerfile([.. joined.Split('\n').Select(line => line.Split(' ', 2)).Select(parts => (parts[0].ToUpperInvariant(), parts[1].Trim()))]);
    }

    /// <summary>What follows the instructions of one name.</summary>
    public IReadOnlyList<string> All(string name) => [.. Instructions.Where(one => one.Name == name).Select(one => one.Text)];

    /// <summary>What follows the only instruction of that name in the last stage.</summary>
    public string Final(string name) => FinalStage.Single(one => one.Name == name).Text;

    /// <summary>The labels of the image.</summary>
    public Dictionary<string, string> Labels() =>
        Label().Matches(Final("LABEL")).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value);

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();

    [GeneratedRegex("""(?<name>[\w.]+)="(?<value>[^"]*)"(\s|$)""")]
    private static partial Regex Label();
}
