using Gko.Kubernetes.Model.Core;

namespace Gko.Testing.Builders;

/// <summary>Builds ConfigMaps.</summary>
public sealed class ConfigMapBuilder
{
    private readonly ConfigMap _configMap;

    internal ConfigMapBuilder(string name, string ns) =>
        _configMap = new ConfigMap { Metadata = new() { Name = name, Namespace = ns } };

    /// <summary>One more key.</summary>
    public ConfigMapBuilder WithKey(string key, string value)
    {
        (_configMap.Data ??= new(StringComparer.Ordinal))[key] = value;
        return this;
    }

    /// <summary>The object.</summary>
    public ConfigMap Build() => _configMap;
}
