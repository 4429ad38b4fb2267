using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>Another object whose context the object under review is synced through.</summary>
/// <param name="Reference">Names it; null is a reference without a name.</param>
/// <param name="Field">Where that stands.</param>
/// <param name="Unresolved">What to say when it cannot be had; the reason is appended after a colon.</param>
/// <param name="WithoutContext">What to say when it has no context.</param>
internal sealed record ReferredObject(NamespacedReference? Reference, string Field, string Unresolved, string WithoutContext);
