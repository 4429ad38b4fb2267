using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Contracts.Wire;

namespace Gko.Testing.Builders;

/// <summary>Builds v2 APIs; each <see cref="Build"/> gives the same instance, so build once per builder.</summary>
public sealed class ApiBuilder
{
    private readonly ApiDefinition _api;

    internal ApiBuilder(string name, string ns) => _api = new ApiDefinition
    {
        Metadata = new() { Name = name, Namespace = ns, Uid = $"uid-of-{ns}-{name}", Generation = 1 },
        Spec = new ApiDefinitionSpec
        {
            Name = name,
            Version = "1.0",
            State = ApiStates.Started,
            Local = false,
            ContextRef = new NamespacedReference { Name = "ctx" },
            Proxy = new Proxy
            {
                VirtualHosts = [new VirtualHost { Path = $"/{name}" }],
                Groups = [new EndpointGroup { Endpoints = [new Endpoint { Name = "main", Target = "https://backend.example.com" }] }],
            },
            Plans = [NewPlan("KeyLess")],
        },
    };

    /// <summary>The only path of the API.</summary>
    public ApiBuilder WithPath(string? path, string? host = null)
    {
        _api.Spec!.Proxy!.VirtualHosts = [];
        return AndPath(path, host);
    }

    /// <summary>One more path.</summary>
    public ApiBuilder AndPath(string? path, string? host = null) =>
        With(spec => spec.Proxy!.VirtualHosts!.Add(new VirtualHost { Path = path, Host = host }));

    /// <summary>The only plans of the API.</summary>
    public ApiBuilder WithPlans(params string[] names) => With(spec => spec.Plans = [.. names.Select(NewPlan)]);

    /// <summary>The target of the only endpoint.</summary>
    public ApiBuilder WithTarget(string? target) =>
        With(spec => spec.Proxy!.Groups = [new EndpointGroup { Endpoints = [new Endpoint { Name = "main", Target = target }] }]);

    /// <summary>The context to refer to.</summary>
    public ApiBuilder WithContext(string name, string? ns = null) =>
        With(spec => spec.ContextRef = new NamespacedReference { Name = name, Namespace = ns });

    /// <summary>Any change of the spec.</summary>
    public ApiBuilder With(Action<ApiDefinitionSpec> change)
    {
        change(_api.Spec!);
        return this;
    }

    /// <summary>Any change of the object.</summary>
    public ApiBuilder WithObject(Action<ApiDefinition> change)
    {
        change(_api);
        return this;
    }

    /// <summary>Any change of the status, which is empty before.</summary>
    public ApiBuilder WithStatus(Action<ApiDefinitionStatus> change) => WithObject(api => change(api.Status ??= new ApiDefinitionStatus()));

    /// <summary>An annotation.</summary>
    public ApiBuilder Annotated(string name, string value) =>
        WithObject(api => (api.Metadata.Annotations ??= new(StringComparer.Ordinal))[name] = value);

    /// <summary>An object whose deletion has been asked for.</summary>
    public ApiBuilder Deleting() => WithObject(api =>
    {
        api.Metadata.DeletionTimestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        api.Metadata.Finalizers = [FinalizerNames.Api];
    });

    /// <summary>The object.</summary>
    public ApiDefinition Build() => _api;

    private static Plan NewPlan(string name) => new()
    {
        Name = name,
        Description = "Anybody may call.",
        Security = PlanSecurities.KeyLess,
    };
}
