using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission;

/// <summary>The statuses of denied requests, in the shapes that kubectl prints best.</summary>
internal static class AdmissionDenials
{
    /// <summary>kubectl: <c>admission webhook "name" denied the request: first message (its.field)</c>, then the other messages.</summary>
    public static KubeStatus Forbidden(IReadOnlyList<AdmissionError> errors, AdmissionRequest request, ResourceType kind)
    {
        var told = AdmissionErrors.Bound(errors);
        var status = Failure(403, "Forbidden", string.Join('\n', told.Select(Line)));
        status.Details = Details(told, request, kind);
        return status;
    }

    /// <summary>kubectl: <c>The Widget "name" is invalid: spec.size: message</c>, as for a schema violation.</summary>
    public static KubeStatus Invalid(AdmissionError error, AdmissionRequest request, ResourceType kind)
    {
        var told = AdmissionErrors.Bound([error]);
        var status = Failure(422, "Invalid", Line(told[0]));
        status.Details = Details(told, request, kind);
        return status;
    }

    public static KubeStatus BadRequest(string message) => Failure(400, "BadRequest", AdmissionErrors.Cut(message));

    public static KubeStatus Failed(string path, Exception error) => Failure(
        500, "InternalError", $"the webhook {path} failed with {error.GetType().Name}; the log of the webhook server says more");

    public static KubeStatus TimedOut(string path, TimeSpan limit) => Failure(
        504, "Timeout", $"the webhook {path} did not finish within {limit.TotalSeconds:0.##} s");

    private static KubeStatus Failure(int code, string reason, string message) =>
        new() { Status = "Failure", Code = code, Reason = reason, Message = message };

    // A message that says "at" its field, or where in the field, is not told it twice.
    private static string Line(AdmissionError error) =>
        string.IsNullOrEmpty(error.Field)
        || error.Message.Contains($" at {error.Field};", StringComparison.Ordinal)
        || error.Message.EndsWith($" of {error.Field})", StringComparison.Ordinal)
            ? error.Message
            : $"{error.Message} ({error.Field})";

    private static KubeStatusDetails Details(IReadOnlyList<AdmissionError> errors, AdmissionRequest request, ResourceType kind) => new()
    {
        Name = request.Name is { } name ? AdmissionErrors.Cut(name) : null,
        Group = kind.Group,
        Kind = kind.Kind,
        Causes = [.. errors.Select(error => new KubeStatusCause
        {
            Reason = error.Field is null ? null : "FieldValueInvalid",
            Message = error.Message,
            Field = error.Field,
        })],
    };
}
