using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Testing.Examples;

/// <summary>The payloads of all that is no API, by kind.</summary>
public static class ObjectPayloads
{
    /// <summary>The kinds.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["Application", "SharedPolicyGroup", "Group", "Dictionary", "Portal", "PortalLink", "PortalListing", "Documentation"];

    /// <summary>What APIM is sent of an object.</summary>
    /// <param name="manifest">The object.</param>
    /// <param name="pem">Resolves certificates; null takes those that are written, and a word for those that are referred to.</param>
    public static AutomationImport Create(JsonObject manifest, Func<ClientCertificate, string>? pem = null)
    {
        pem ??= certificate => certificate.Content ?? $"PEM of {certificate.Ref?.Name}";
        return (string?)manifest["kind"] switch
        {
            "Application" => Of(Application.Type, manifest, item => ApplicationPayload.Create(
                item.Spec!, item.Metadata, item.Status, item.Spec!.Settings?.Tls?.ClientCertificates?.ConvertAll(certificate => pem(certificate)))),
            "SharedPolicyGroup" => Of(SharedPolicyGroup.Type, manifest, item => SharedPolicyGroupPayload.Create(item.Spec!, item.Metadata, item.Status)),
            "Group" => Of(Group.Type, manifest, item => GroupPayload.Create(item.Spec!, item.Metadata, item.Status)),
            "Dictionary" => Of(Dictionary.Type, manifest, item => DictionaryPayload.Create(item.Spec!, item.Metadata)),
            "Portal" => Of(Portal.Type, manifest, item => PortalPayload.Create(item.Spec!, item.Metadata)),
            "PortalLink" => Of(PortalLink.Type, manifest, item => PortalLinkPayload.Create(item.Spec!, item.Metadata)),
            "PortalListing" => Of(PortalListing.Type, manifest, item => PortalListingPayload.Create(item.Spec!, item.Metadata)),
            _ => Of(Documentation.Type, manifest, item => DocumentationPayload.Create(item.Spec!, item.Metadata)),
        };
    }

    /// <summary>The body of an import.</summary>
    public static JsonObject Body(AutomationImport import) => JsonNode.Parse(import.Body.Span)!.AsObject();

    private static AutomationImport Of<T>(ResourceType<T> type, JsonObject manifest, Func<T, AutomationImport> create)
        where T : class, IResource<T> => create(manifest.Deserialize(type.Json)!);
}
