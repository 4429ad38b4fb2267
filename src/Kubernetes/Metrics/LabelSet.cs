namespace Gko.Kubernetes.Metrics;

/// <summary>The labels of one series. Their order does not matter: they are kept sorted by name.</summary>
internal sealed class LabelSet
{
    private readonly KeyValuePair<string, string>[] _labels;

    public LabelSet(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        _labels = new KeyValuePair<string, string>[tags.Length];
        for (var index = 0; index < tags.Length; index++)
        {
            _labels[index] = new(tags[index].Key, TextOf(tags[index].Value));
            Hash += HashOf(_labels[index].Key, _labels[index].Value);
        }

        Array.Sort(_labels, (left, right) => string.CompareOrdinal(left.Key, right.Key));
        Text = string.Join(',', _labels.Select(label => $"{PrometheusText.Name(label.Key)}=\"{PrometheusText.Escape(label.Value)}\""));
    }

    /// <summary>The labels as the text format shows them between the braces.</summary>
    public string Text { get; }

    public int Hash { get; }

    /// <summary>Independent of the order, so that a set is found without sorting what is looked for.</summary>
    public static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var hash = 0;
        foreach (var (name, value) in tags)
        {
            hash += HashOf(name, TextOf(value));
        }

        return hash;
    }

    public bool Matches(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length != _labels.Length)
        {
            return false;
        }

        foreach (var (name, value) in tags)
        {
            if (!Holds(name, TextOf(value)))
            {
                return false;
            }
        }

        return true;
    }

    public bool Matches(LabelSet other) => Text == other.Text;

    private static int HashOf(string name, string value) => HashCode.Combine(name, value);

    private static string TextOf(object? value) => value switch
    {
        string text => text,
        null => "",
        bool flag => flag ? "true" : "false",
        _ => value.ToString() ?? "",
    };

    private bool Holds(string name, string value)
    {
        foreach (var label in _labels)
        {
            if (label.Key == name)
            {
                return label.Value == value;
            }
        }

        return false;
    }
}
