using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission;

/// <summary>Decodes the objects of a request, or says why they cannot be.</summary>
internal static class AdmissionDecoder
{
    /// <summary>
    /// The typed request; null, with a denial, when it is not about a <typeparamref name="T"/> or its object does not fit.
    /// </summary>
    public static AdmissionContext<T>? Decode<T>(AdmissionRequest request, List<string> warnings, out KubeStatus? denial)
        where T : class, IResource<T>
    {
        denial = Mismatch(request, T.Type);
        if (denial is not null || Operation(request, out denial) is not { } operation)
        {
            return null;
        }

        var deleting = operation is AdmissionOperation.Delete;
        T? current = null;
        AdmissionError? problem = null;
        if (!deleting && !TryDecode(request.Object, "object", StrictJson<T>.Type, out current, out problem))
        {
            denial = AdmissionDenials.Invalid(problem!, request, T.Type);
            return null;
        }

        T? old = null;
        if (!request.OldObject.IsEmpty && !TryDecode(request.OldObject, "oldObject", T.Type.Json, out old, out problem))
        {
            if (deleting)
            {
                denial = AdmissionDenials.Invalid(problem!, request, T.Type);
                return null;
            }

            // A stored object that no longer fits the kind must stay repairable.
            warnings.Add($"the stored object cannot be read and was not compared: {problem!.Message} ({problem.Field})");
        }

        return Context(request, operation, current, old);
    }

    private static bool TryDecode<T>(
        ReadOnlyMemory<byte> json, string root, JsonTypeInfo<T> type, out T? resource, out AdmissionError? problem)
        where T : class, IResource<T>
    {
        problem = null;
        resource = null;
        if (!JsonText.IsUnicode(json.Span))
        {
            problem = new AdmissionError("a text is not valid Unicode", root);
            return false;
        }

        try
        {
            resource = JsonSerializer.Deserialize(json.Span, type);
        }
        catch (NullElementException error)
        {
            problem = new AdmissionError("null cannot be an element", Field(error.Container, root));
            return false;
        }
        catch (JsonException error)
        {
            problem = new AdmissionError($"the value has the wrong type or format for a {T.Type.Kind}", Field(error.Path, root));
            return false;
        }

        if (resource?.Metadata is null)
        {
            problem = new AdmissionError("metadata is required", "metadata");
            resource = null;
            return false;
        }

        return true;
    }

    private static AdmissionContext<T> Context<T>(AdmissionRequest request, AdmissionOperation operation, T? current, T? old)
        where T : class, IResource<T>
    {
        var metadata = (current ?? old)?.Metadata;
        return new AdmissionContext<T>(
            operation,
            current,
            old,
            NullIfEmpty(request.Name) ?? metadata?.Name ?? "",
            NullIfEmpty(request.Namespace) ?? metadata?.Namespace,
            request.User,
            request.DryRun,
            NullIfEmpty(request.Subresource))
        {
            Uid = request.Uid,
            Deadline = request.Deadline,
            Options = Options(request),
        };
    }

    private static KubeStatus? Mismatch(AdmissionRequest request, ResourceType expected)
    {
        if (request.Kind is not { } kind
            || (kind.Kind == expected.Kind && kind.Group == expected.Group && kind.Version == expected.Version))
        {
            return null;
        }

        return AdmissionDenials.BadRequest($"this webhook is for {expected.ApiVersion} {expected.Kind}, not for {kind}");
    }

    private static AdmissionOperation? Operation(AdmissionRequest request, out KubeStatus? denial)
    {
        AdmissionOperation? operation = request.Operation switch
        {
            "CREATE" => AdmissionOperation.Create,
            "UPDATE" => AdmissionOperation.Update,
            "DELETE" => AdmissionOperation.Delete,
            _ => null,
        };
        denial = operation switch
        {
            null => AdmissionDenials.BadRequest($"operation '{request.Operation}' is not CREATE, UPDATE or DELETE"),
            AdmissionOperation.Delete when request.OldObject.IsEmpty => AdmissionDenials.BadRequest("request.oldObject is missing"),
            not AdmissionOperation.Delete when request.Object.IsEmpty => AdmissionDenials.BadRequest("request.object is missing"),
            _ => null,
        };
        return denial is null ? operation : null;
    }

    private static JsonElement? Options(AdmissionRequest request)
    {
        if (request.Options.IsEmpty)
        {
            return null;
        }

        var reader = new Utf8JsonReader(request.Options.Span, new JsonReaderOptions { MaxDepth = AdmissionReviewReader.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary><c>$.spec.size</c>, as the serializer says, becomes <c>spec.size</c>.</summary>
    private static string Field(string? path, string root)
    {
        var field = (path ?? "$").TrimStart('$').TrimStart('.');
        return field.Length == 0 ? root : field;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
