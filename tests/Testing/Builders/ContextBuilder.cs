using Gko.Contracts;

namespace Gko.Testing.Builders;

/// <summary>Builds ManagementContexts; each <see cref="Build"/> gives the same instance, so build once per builder.</summary>
public sealed class ContextBuilder
{
    /// <summary>The token of contexts for which a test says nothing else.</summary>
    public const string Token = "a-token-nobody-may-see";

    private readonly ManagementContext _context;

    internal ContextBuilder(string name, string ns) => _context = new ManagementContext
    {
        Metadata = new() { Name = name, Namespace = ns, Uid = $"uid-of-{ns}-{name}", Generation = 1 },
        Spec = new ManagementContextSpec
        {
            BaseUrl = "https://apim.example.com",
            OrganizationId = "ORG",
            EnvironmentId = "ENV",
            Auth = new Auth { BearerToken = Token },
        },
    };

    /// <summary>Signs in with a Secret instead.</summary>
    public ContextBuilder WithSecret(string name, string? ns = null) =>
        With(spec => spec.Auth = new Auth { SecretRef = new NamespacedReference { Name = name, Namespace = ns } });

    /// <summary>Connects to Gravitee Cloud, with nothing else set.</summary>
    public ContextBuilder OfCloud(string? token = null, string? secret = null, string? secretNamespace = null)
    {
        _context.Spec = new ManagementContextSpec
        {
            Cloud = new Cloud
            {
                Token = token,
                SecretRef = secret is null ? null : new NamespacedReference { Name = secret, Namespace = secretNamespace },
            },
        };
        return this;
    }

    /// <summary>Any change of the spec.</summary>
    public ContextBuilder With(Action<ManagementContextSpec> change)
    {
        change(_context.Spec!);
        return this;
    }

    /// <summary>Any change of the object.</summary>
    public ContextBuilder WithObject(Action<ManagementContext> change)
    {
        change(_context);
        return this;
    }

    /// <summary>Any change of the status, which is empty before.</summary>
    public ContextBuilder WithStatus(Action<ManagementContextStatus> change) =>
        WithObject(context => change(context.Status ??= new ManagementContextStatus()));

    /// <summary>An annotation.</summary>
    public ContextBuilder Annotated(string name, string value) =>
        WithObject(context => (context.Metadata.Annotations ??= new(StringComparer.Ordinal))[name] = value);

    /// <summary>An object whose deletion has been asked for.</summary>
    public ContextBuilder Deleting() =>
        WithObject(context => context.Metadata.DeletionTimestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The object.</summary>
    public ManagementContext Build() => _context;
}
