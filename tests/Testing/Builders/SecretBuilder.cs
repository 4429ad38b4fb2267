using System.Text;
using Gko.Kubernetes.Model.Core;

namespace Gko.Testing.Builders;

/// <summary>Builds Secrets.</summary>
public sealed class SecretBuilder
{
    private readonly Secret _secret;

    internal SecretBuilder(string name, string ns) =>
        _secret = new Secret { Metadata = new() { Name = name, Namespace = ns } };

    /// <summary>One more key.</summary>
    public SecretBuilder WithKey(string key, string value)
    {
        (_secret.Data ??= new(StringComparer.Ordinal))[key] = Encoding.UTF8.GetBytes(value);
        return this;
    }

    /// <summary>The object.</summary>
    public Secret Build() => _secret;
}
