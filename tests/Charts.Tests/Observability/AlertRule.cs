using System.Globalization;
using System.Text.RegularExpressions;
using Gko.Charts.Tests.Observability.PromQl;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;

namespace Gko.Charts.Tests.Observability;

/// <summary>One alert of the chart.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Expression">What is wrong, in PromQL.</param>
/// <param name="Minutes">How long it has to be wrong.</param>
/// <param name="Labels">The labels that its texts speak of.</param>
internal sealed partial record AlertRule(string Name, string Expression, int Minutes, IReadOnlyList<string> Labels)
{
    public static IReadOnlyList<AlertRule> All { get; } =
    [
        .. YamlReader.ReadAll(File.ReadAllText(Path.Combine(Chart.Folder, "files", "alerts.yaml")))[0].At("groups/0/rules")!.AsArray().Select(rule => new AlertRule(
            rule.Text("alert")!, rule.Text("expr")!, MinutesOf(rule.Text("for")),
            [.. LabelName().Matches(rule.At("annotations")!.ToJsonString()).Select(match => match.Groups[1].Value)])),
    ];

    /// <summary>Whether it fires when things go on like that for as long as it takes.</summary>
    public bool Fires(Recording recording) =>
        Enumerable.Range(0, Minutes + 1).All(minute => Evaluate(recording, minute).Samples.Count > 0);

    /// <summary>What the expression gives after some minutes.</summary>
    public PromValue Evaluate(Recording recording, int minute) => PromQuery.Evaluate(Expression, recording, minute * 60);

    private static int MinutesOf(string? duration) => duration is null
        ? 0
        : int.Parse(duration[..^1], CultureInfo.InvariantCulture) * (duration[^1] == 'h' ? 60 : 1);

    [GeneratedRegex(@"\$labels\.(\w+)")]
    private static partial Regex LabelName();
}
