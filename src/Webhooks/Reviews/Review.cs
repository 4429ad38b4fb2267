using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;

namespace Gko.Webhooks;

/// <summary>One request under review, whatever its kind: who asks for what until when, and what was found so far.</summary>
/// <param name="Key">The object; its name is empty while the API server has yet to generate it.</param>
/// <param name="User">Who asks.</param>
/// <param name="Deadline">When the answer must be out.</param>
/// <param name="IsDryRun">Nothing will be stored, so nothing may be remembered either.</param>
/// <param name="Verdicts">Gets the findings.</param>
internal sealed record Review(ObjectKey Key, UserInfo User, DateTimeOffset Deadline, bool IsDryRun, Verdicts Verdicts)
{
    /// <summary>The object's name.</summary>
    public string Name => Key.Name;

    /// <summary>The object's namespace.</summary>
    public string? Namespace => Key.Namespace;

    /// <summary>Starts the review of a request.</summary>
    public static Review Of<T>(AdmissionContext<T> context, AdmissionPolicy policy) where T : class => new(
        new ObjectKey(context.Namespace, context.Name), context.User, context.Deadline, context.DryRun, new Verdicts(policy));
}
