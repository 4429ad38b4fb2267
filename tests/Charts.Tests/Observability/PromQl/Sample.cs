namespace Gko.Charts.Tests.Observability.PromQl;

/// <summary>One value of a vector with its labels, without the name of the metric.</summary>
internal sealed record Sample(IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>Equal for equal labels.</summary>
    public string Key { get; } = string.Join(',', Labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"));

    /// <summary>Only some of the labels.</summary>
    public Dictionary<string, string> Keep(IReadOnlyCollection<string> names) =>
        Labels.Where(label => names.Contains(label.Key)).ToDictionary(label => label.Key, label => label.Value);

    /// <summary>Without one of the labels.</summary>
    public Dictionary<string, string> Without(string name) =>
        Labels.Where(label => label.Key != name).ToDictionary(label => label.Key, label => label.Value);
}
