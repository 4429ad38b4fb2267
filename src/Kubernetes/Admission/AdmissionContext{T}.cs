using System.Text.Json;

namespace Gko.Kubernetes.Admission;

/// <summary>A request as a webhook sees it.</summary>
/// <param name="Operation">What is about to happen.</param>
/// <param name="Object">The object as it would be stored; null when it is deleted.</param>
/// <param name="OldObject">
/// The stored object; null on creation, and on an update when the stored object does not fit <typeparamref name="T"/> any
/// more, so that it can be repaired.
/// </param>
/// <param name="Name">The object's name; empty while the API server has yet to generate it.</param>
/// <param name="Namespace">Null for cluster-scoped kinds.</param>
/// <param name="User">Who asks.</param>
/// <param name="DryRun">Nothing will be stored, so the webhook must not change anything either.</param>
/// <param name="Subresource">For example <c>status</c>; null for the object itself.</param>
public sealed record AdmissionContext<T>(
    AdmissionOperation Operation,
    T? Object,
    T? OldObject,
    string Name,
    string? Namespace,
    UserInfo User,
    bool DryRun,
    string? Subresource)
    where T : class
{
    /// <summary>Identifies the request in logs.</summary>
    public string Uid { get; init; } = "";

    /// <summary>When the answer has to be on its way for the API server to still be waiting for it.</summary>
    public DateTimeOffset Deadline { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>The options of the call, such as a <c>DeleteOptions</c>; null when the API server sent none.</summary>
    public JsonElement? Options { get; init; }
}
