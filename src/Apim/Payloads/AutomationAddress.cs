using Gko.Apim.Identifiers;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;

namespace Gko.Apim.Payloads;

/// <summary>
/// What the Automation API calls an object. Objects are known by their human-readable id, but for those with a UUID from an
/// author or an older operator. Once APIM took one under its human-readable id, which the condition <c>AutomationAPIManaged</c>
/// remembers, no id written into the spec changes that: it would be a second object.
/// </summary>
/// <param name="Hrid">The human-readable id or the UUID.</param>
/// <param name="IsUuid">Which of the two.</param>
public readonly record struct AutomationAddress(string Hrid, bool IsUuid)
{
    /// <summary>The address of an object that goes by its human-readable id at all times.</summary>
    public static AutomationAddress Of(ObjectMeta metadata) => new(Hrids.Of(metadata), false);

    /// <summary>The address of an object that may go by a UUID.</summary>
    public static AutomationAddress Of(string? uuid, ObjectMeta metadata, IStatus? status) =>
        uuid is null || IsManaged(status) ? Of(metadata) : new(uuid, true);

    /// <summary>Whether APIM took the object under its human-readable id.</summary>
    public static bool IsManaged(IStatus? status) => Conditions.IsTrue(status?.Conditions, ConditionTypes.AutomationApiManaged);
}
