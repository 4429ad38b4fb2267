using System.Text.Json;
using Gko.Contracts;

namespace Gko.Testing.Builders;

/// <summary>Builds ApiResources; each <see cref="Build"/> gives the same instance, so build once per builder.</summary>
public sealed class ApiResourceBuilder
{
    private readonly ApiResource _resource;

    internal ApiResourceBuilder(string name, string ns) => _resource = new ApiResource
    {
        Metadata = new() { Name = name, Namespace = ns },
        Spec = new ApiResourceSpec { Name = name, Type = "cache", Enabled = true, Configuration = JsonElement.Parse("{}") },
    };

    /// <summary>The settings, as JSON.</summary>
    public ApiResourceBuilder WithConfiguration(string json) => With(spec => spec.Configuration = JsonElement.Parse(json));

    /// <summary>Any change of the spec.</summary>
    public ApiResourceBuilder With(Action<ApiResourceSpec> change)
    {
        change(_resource.Spec!);
        return this;
    }

    /// <summary>The object.</summary>
    public ApiResource Build() => _resource;
}
