using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Requirements on labels, from a query (<c>a=b,c in (d,e),!f</c>) or from a selector object.</summary>
internal sealed class LabelSelector
{
    public static readonly LabelSelector Everything = new([]);

    private readonly List<Requirement> _requirements;

    private LabelSelector(List<Requirement> requirements) => _requirements = requirements;

    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.TrueForAll(requirement => requirement.Matches(labels));

    /// <exception cref="ApiStatusException">400: the text is not a selector.</exception>
    public static LabelSelector Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) ? Everything : new(new LabelSelectorParser(text).Parse());

    /// <summary>A <c>metav1.LabelSelector</c>; absent or empty selects everything.</summary>
    public static LabelSelector FromObject(JsonObject? selector)
    {
        var requirements = (selector.Child("matchLabels") ?? [])
            .Select(pair => new Requirement(pair.Key, "in", [pair.Value.AsText() ?? ""])).ToList();
        foreach (var expression in (selector.Items("matchExpressions") ?? []).OfType<JsonObject>())
        {
            var sign = expression.Text("operator") switch
            {
                "In" => "in",
                "NotIn" => "notin",
                "Exists" => "exists",
                _ => "!",
            };
            requirements.Add(new Requirement(expression.Text("key") ?? "", sign, [.. expression.Texts("values")]));
        }

        return new LabelSelector(requirements);
    }

    internal readonly record struct Requirement(string Key, string Sign, IReadOnlyList<string> Values)
    {
        public bool Matches(IReadOnlyDictionary<string, string> labels)
        {
            var present = labels.TryGetValue(Key, out var value);
            return Sign switch
            {
                "in" => present && Values.Contains(value),
                "notin" => !present || !Values.Contains(value),
                "exists" => present,
                "gt" => Compare(value) > 0,
                "lt" => Compare(value) < 0,
                _ => !present,
            };
        }

        private int Compare(string? value) =>
            long.TryParse(value, out var left) && long.TryParse(Values[0], out var right) ? left.CompareTo(right) : 0;
    }
}
