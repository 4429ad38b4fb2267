using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Tests.Payloads;

/// <summary>The payloads of all that is no API, by kind.</summary>
internal static class ObjectPayloads
{
    /// <summary>The kinds, and what the published document calls their bodies.</summary>
    public static string[] Kinds { get; } =
        ["Application", "SharedPolicyGroup", "Group", "Dictionary", "Portal", "PortalLink", "PortalListing", "Documentation"];

    public static AutomationImport Create(JsonObject manifest) => (string?)manifest["kind"] switch
    {
        "Application" => Of(Application.Type, manifest, item => ApplicationPayload.Create(item.Spec!, item.Metadata, item.Status, Certificates(item.Spec!))),
        "SharedPolicyGroup" => Of(SharedPolicyGroup.Type, manifest, item => SharedPolicyGroupPayload.Create(item.Spec!, item.Metadata, item.Status)),
        "Group" => Of(Group.Type, manifest, item => GroupPayload.Create(item.Spec!, item.Metadata, item.Status)),
        "Dictionary" => Of(Dictionary.Type, manifest, item => DictionaryPayload.Create(item.Spec!, item.Metadata)),
        "Portal" => Of(Portal.Type, manifest, item => PortalPayload.Create(item.Spec!, item.Metadata)),
        "PortalLink" => Of(PortalLink.Type, manifest, item => PortalLinkPayload.Create(item.Spec!, item.Metadata)),
        "PortalListing" => Of(PortalListing.Type, manifest, item => PortalListingPayload.Create(item.Spec!, item.Metadata)),
        _ => Of(Documentation.Type, manifest, item => DocumentationPayload.Create(item.Spec!, item.Metadata)),
    };

    public static JsonObject Body(AutomationImport import) => JsonNode.Parse(import.Body.Span)!.AsObject();

    /// <summary>The written certificates, and a word for those that are referred to.</summary>
    public static List<string>? Certificates(ApplicationSpec spec) =>
        spec.Settings?.Tls?.ClientCertificates?.ConvertAll(certificate => certificate.Content ?? $"PEM of {certificate.Ref?.Name}");

    private static AutomationImport Of<T>(ResourceType<T> type, JsonObject manifest, Func<T, AutomationImport> create)
        where T : class, IResource<T> => create(manifest.Deserialize(type.Json)!);
}
