using Gko.Kubernetes.Model;
using Gko.Resolution.Templating;

namespace Gko.Resolution.Tests.Templating;

/// <summary>Secrets and ConfigMaps in memory, all in the namespace <c>default</c>.</summary>
internal sealed class FakeSources : ITemplateSources
{
    private readonly Dictionary<TemplateSourceKey, Dictionary<string, string>> _objects = [];

    /// <summary>What was asked for, in order.</summary>
    public List<TemplateSourceKey> Reads { get; } = [];

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Failure { get; set; }

    public static TemplateSourceKey Secret(string name) => new(TemplateSourceKind.Secret, new ObjectKey("default", name));

    public static TemplateSourceKey ConfigMap(string name) => new(TemplateSourceKind.ConfigMap, new ObjectKey("default", name));

    public FakeSources With(TemplateSourceKey source, string key, string value)
    {
        if (!_objects.TryGetValue(source, out var values))
        {
            _objects.Add(source, values = []);
        }

        values[key] = value;
        return this;
    }

    public ValueTask<TemplateSource?> ReadAsync(TemplateSourceKind kind, ObjectKey key, CancellationToken ct)
    {
        var asked = new TemplateSourceKey(kind, key);
        Reads.Add(asked);
        return Failure is null
            ? new ValueTask<TemplateSource?>(_objects.TryGetValue(asked, out var values) ? new TemplateSource(values) : null)
            : throw Failure;
    }
}
