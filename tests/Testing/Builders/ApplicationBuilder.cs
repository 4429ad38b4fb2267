using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Testing.Builders;

/// <summary>Builds applications; each <see cref="Build"/> gives the same instance, so build once per builder.</summary>
public sealed class ApplicationBuilder
{
    private readonly Application _application;

    internal ApplicationBuilder(string name, string ns) => _application = new Application
    {
        Metadata = new() { Name = name, Namespace = ns, Uid = $"uid-of-{ns}-{name}", Generation = 1 },
        Spec = new ApplicationSpec
        {
            Name = name,
            Description = "Calls APIs.",
            ContextRef = new NamespacedReference { Name = "ctx" },
            Settings = new ApplicationSettings { App = new SimpleApplicationSettings { Type = "WEB", ClientId = "client" } },
        },
    };

    /// <summary>The client id; null or empty for none.</summary>
    public ApplicationBuilder WithClientId(string? id) => With(spec => spec.Settings!.App!.ClientId = id);

    /// <summary>OAuth settings in place of the simple ones.</summary>
    public ApplicationBuilder WithOAuth(string type = OAuthApplicationTypes.Web, params string[] redirectUris) => With(spec =>
    {
        spec.Settings!.App = null;
        spec.Settings.OAuth = new OAuthSettings { ApplicationType = type, GrantTypes = ["authorization_code"], RedirectUris = [.. redirectUris] };
    });

    /// <summary>One more of the client certificates.</summary>
    public ApplicationBuilder WithCertificate(string? content = null, CertificateReference? reference = null, string? endsAt = null, bool? encoded = null) =>
        With(spec => (Tls(spec).ClientCertificates ??= []).Add(
            new ClientCertificate { Name = "cert", Content = content, Ref = reference, EndsAt = endsAt, Encoded = encoded }));

    /// <summary>The only certificate, in the deprecated field.</summary>
    public ApplicationBuilder WithOldCertificate(string pem) => With(spec => Tls(spec).ClientCertificate = pem);

    /// <summary>The context to refer to.</summary>
    public ApplicationBuilder WithContext(string name, string? ns = null) =>
        With(spec => spec.ContextRef = new NamespacedReference { Name = name, Namespace = ns });

    /// <summary>Any change of the spec.</summary>
    public ApplicationBuilder With(Action<ApplicationSpec> change)
    {
        change(_application.Spec!);
        return this;
    }

    /// <summary>Any change of the object.</summary>
    public ApplicationBuilder WithObject(Action<Application> change)
    {
        change(_application);
        return this;
    }

    /// <summary>Any change of the status, which is empty before.</summary>
    public ApplicationBuilder WithStatus(Action<ApplicationStatus> change) =>
        WithObject(application => change(application.Status ??= new ApplicationStatus()));

    /// <summary>An annotation.</summary>
    public ApplicationBuilder Annotated(string name, string value) =>
        WithObject(application => (application.Metadata.Annotations ??= new(StringComparer.Ordinal))[name] = value);

    /// <summary>An object whose deletion has been asked for.</summary>
    public ApplicationBuilder Deleting() =>
        WithObject(application => application.Metadata.DeletionTimestamp = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>The object.</summary>
    public Application Build() => _application;

    private static TlsSettings Tls(ApplicationSpec spec) => spec.Settings!.Tls ??= new TlsSettings();
}
