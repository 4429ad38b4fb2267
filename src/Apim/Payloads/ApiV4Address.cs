using Gko.Contracts;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>What the Automation API calls a v4 API; see <see cref="AutomationAddress"/>.</summary>
/// <param name="Reference">The human-readable id or the UUID.</param>
/// <param name="IsUuid">Which of the two.</param>
public readonly record struct ApiV4Address(string Reference, bool IsUuid)
{
    /// <summary>What an import calls the API.</summary>
    public static ApiV4Address ForImport(ApiV4DefinitionSpec? spec, ObjectMeta metadata, ApiV4DefinitionStatus? status) =>
        Of(PayloadNodes.First(spec?.Id, status?.Id), metadata, status);

    /// <summary>
    /// What a deletion calls the API. APIM may hold it under another id than the spec asks for, when it knew the cross id
    /// already. The human-readable id of an API that was never acknowledged is safe to delete by: it is the object's own.
    /// </summary>
    public static ApiV4Address ForDeletion(ApiV4DefinitionSpec? spec, ObjectMeta metadata, ApiV4DefinitionStatus? status) =>
        Of(PayloadNodes.First(status?.Id, spec?.Id), metadata, status);

    /// <summary>Whether APIM took the API under its human-readable id.</summary>
    public static bool IsManaged(ApiV4DefinitionStatus? status) => AutomationAddress.IsManaged(status);

    private static ApiV4Address Of(string? uuid, ObjectMeta metadata, ApiV4DefinitionStatus? status)
    {
        var (reference, isUuid) = AutomationAddress.Of(uuid, metadata, status);
        return new(reference, isUuid);
    }
}
