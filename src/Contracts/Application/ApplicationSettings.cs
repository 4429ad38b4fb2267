using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>How an application identifies itself.</summary>
public sealed class ApplicationSettings
{
    [Description("A client that manages its own identity. Alternative to oauth, and cannot be exchanged for it later.")]
    public SimpleApplicationSettings? App { get; set; }

    [Description("A client that APIM registers with an identity provider. Alternative to app.")]
    [JsonPropertyName("oauth")]
    public OAuthSettings? OAuth { get; set; }

    [Description("Certificates by which MTLS plans recognise the client.")]
    public TlsSettings? Tls { get; set; }
}
