using System.Text.Json;
using Gko.Contracts;
using Gko.Contracts.V4;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Testing.Builders;

/// <summary>Builds v4 APIs; each <see cref="Build"/> gives the same instance, so build once per builder.</summary>
public sealed class ApiV4Builder
{
    private readonly ApiV4Definition _api;

    internal ApiV4Builder(string name, string ns) => _api = new ApiV4Definition
    {
        Metadata = new() { Name = name, Namespace = ns, Uid = $"uid-of-{ns}-{name}", Generation = 1 },
        Spec = new ApiV4DefinitionSpec
        {
            Name = name,
            Version = "1.0",
            Type = ApiTypes.Proxy,
            State = ApiStates.Started,
            ContextRef = new NamespacedReference { Name = "ctx" },
            Listeners = [HttpListener($$"""{"path":"/{{name}}"}""")],
            EndpointGroups = [new EndpointGroup { Name = "main", Type = "http-proxy", Endpoints = [new Endpoint { Name = "main", Type = "http-proxy" }] }],
            Plans = new(StringComparer.Ordinal)
            {
                ["KeyLess"] = new Plan { Name = "KeyLess", Security = new PlanSecurity { Type = PlanSecurities.KeyLess } },
            },
        },
    };

    /// <summary>The only path of the API.</summary>
    public ApiV4Builder WithPath(string path, string? host = null) => WithListener(HttpListener(
        host is null ? $$"""{"path":"{{path}}"}""" : $$"""{"path":"{{path}}","host":"{{host}}"}"""));

    /// <summary>The only listener of the API, as JSON.</summary>
    public ApiV4Builder WithListener(string json) => WithListener(JsonElement.Parse(json));

    /// <summary>The context to refer to.</summary>
    public ApiV4Builder WithContext(string name, string? ns = null) =>
        With(spec => spec.ContextRef = new NamespacedReference { Name = name, Namespace = ns });

    /// <summary>An API without a context.</summary>
    public ApiV4Builder WithoutContext() => With(spec => spec.ContextRef = null);

    /// <summary>The only plan of the API.</summary>
    /// <param name="key">Its key and its name.</param>
    /// <param name="security">How clients identify themselves; null for a plan that does not say.</param>
    public ApiV4Builder WithPlan(string key, string? security) => With(spec => spec.Plans = new(StringComparer.Ordinal)
    {
        [key] = new Plan { Name = key, Security = security is null ? null : new PlanSecurity { Type = security } },
    });

    /// <summary>Where gateways take it from, such as <c>KUBERNETES</c>.</summary>
    public ApiV4Builder SyncedFrom(string source) => With(spec => spec.DefinitionContext = new DefinitionContext { SyncFrom = source });

    /// <summary>Any change of the spec.</summary>
    public ApiV4Builder With(Action<ApiV4DefinitionSpec> change)
    {
        change(_api.Spec!);
        return this;
    }

    /// <summary>Any change of the object.</summary>
    public ApiV4Builder WithObject(Action<ApiV4Definition> change)
    {
        change(_api);
        return this;
    }

    /// <summary>Any change of the status, which is empty before.</summary>
    public ApiV4Builder WithStatus(Action<ApiV4DefinitionStatus> change) =>
        WithObject(api => change(api.Status ??= new ApiV4DefinitionStatus()));

    /// <summary>With what the API server requires and tests of other things leave out.</summary>
    public ApiV4Builder Complete() => With(spec => spec.EndpointGroups![0].Endpoints![0].InheritConfiguration = true);

    /// <summary>An API that APIM knows by its human-readable id.</summary>
    public ApiV4Builder ManagedByHrid() => WithStatus(status =>
        status.Conditions = [Conditions.True(ConditionTypes.AutomationApiManaged, ConditionReasons.AutomationApiManaged, "")]);

    /// <summary>An annotation.</summary>
    public ApiV4Builder Annotated(string name, string value) =>
        WithObject(api => (api.Metadata.Annotations ??= new(StringComparer.Ordinal))[name] = value);

    /// <summary>An object whose deletion has been asked for.</summary>
    public ApiV4Builder Deleting()
    {
        _api.Metadata.DeletionTimestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return this;
    }

    /// <summary>The object.</summary>
    public ApiV4Definition Build() => _api;

    private ApiV4Builder WithListener(JsonElement listener) => With(spec => spec.Listeners = [listener]);

    private static JsonElement HttpListener(string path) =>
        JsonElement.Parse($$"""{"type":"HTTP","paths":[{{path}}],"entrypoints":[{"type":"http-proxy","qos":"AUTO"}]}""");
}
