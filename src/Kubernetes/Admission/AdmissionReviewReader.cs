using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gko.Kubernetes.Admission;

/// <summary>
/// Reads an AdmissionReview in one pass. What was read before a defect is kept, and a value of the wrong type does not stop
/// the pass: the answer to a broken review should still carry its uid.
/// </summary>
internal ref struct AdmissionReviewReader
{
    /// <summary>How deep a review may be nested.</summary>
    public const int MaxDepth = 1000;

    private readonly ReadOnlyMemory<byte> _body;
    private readonly AdmissionRequest _request;
    private Utf8JsonReader _json;
    private string? _problem;
    private bool _sawRequest;

    private AdmissionReviewReader(ReadOnlyMemory<byte> body, AdmissionRequest request)
    {
        _body = body;
        _request = request;
        _json = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Fills <paramref name="request"/> as far as possible and returns what is wrong with the body, or null.</summary>
    public static string? Read(ReadOnlyMemory<byte> body, AdmissionRequest request)
    {
        var reader = new AdmissionReviewReader(body, request);
        try
        {
            reader.ReadReview();
        }
        catch (JsonException error)
        {
            return $"the body is not valid JSON: {error.Message}";
        }

        return reader._problem ?? (request.Uid.Length == 0 ? "request.uid is missing" : null);
    }

    private void ReadReview()
    {
        if (!_json.Read() || _json.TokenType is not JsonTokenType.StartObject)
        {
            Complain("the body is not a JSON object");
            return;
        }

        while (NextMember())
        {
            ReadReviewMember();
        }

        if (!_sawRequest)
        {
            Complain("the body has no request; it is not an AdmissionReview");
        }

        // Throws on anything that follows the review.
        _json.Read();
    }

    private void ReadReviewMember()
    {
        if (_json.ValueTextEquals("apiVersion"u8))
        {
            var version = Text("apiVersion") ?? "";
            if (version is AdmissionRequest.DefaultApiVersion or "admission.k8s.io/v1beta1")
            {
                _request.ApiVersion = version;
            }
            else
            {
                Complain($"apiVersion '{version}' is not {AdmissionRequest.DefaultApiVersion}");
            }
        }
        else if (_json.ValueTextEquals("kind"u8))
        {
            if (Text("kind") is not "AdmissionReview")
            {
                Complain("kind is not AdmissionReview");
            }
        }
        else if (_json.ValueTextEquals("request"u8))
        {
            ReadRequest();
        }
        else
        {
            SkipMember();
        }
    }

    private void ReadRequest()
    {
        _json.Read();
        if (_json.TokenType is not JsonTokenType.StartObject)
        {
            Complain("request is not an object");
            _json.Skip();
            _sawRequest = true;
            return;
        }

        _sawRequest = true;
        while (NextMember())
        {
            ReadRequestMember();
        }
    }

    private void ReadRequestMember()
    {
        switch (Unescape("a member of request"))
        {
            case "uid": _request.Uid = Text("request.uid") ?? ""; break;
            case "operation": _request.Operation = Text("request.operation") ?? ""; break;
            case "name": _request.Name = Text("request.name"); break;
            case "namespace": _request.Namespace = Text("request.namespace"); break;
            case "subResource": _request.Subresource = Text("request.subResource"); break;
            case "dryRun": _request.DryRun = Flag("request.dryRun"); break;
            case "kind": _request.Kind = Part(AdmissionJson.Default.AdmissionKind, "request.kind"); break;
            case "userInfo": _request.User = Part(AdmissionJson.Default.UserInfo, "request.userInfo") ?? _request.User; break;
            case "object": _request.Object = Slice(); break;
            case "oldObject": _request.OldObject = Slice(); break;
            case "options": _request.Options = Slice(); break;
            default: SkipMember(); break;
        }
    }

    private bool NextMember() => _json.Read() && _json.TokenType is JsonTokenType.PropertyName;

    private void SkipMember()
    {
        _json.Read();
        _json.Skip();
    }

    private string? Text(string name)
    {
        _json.Read();
        if (_json.TokenType is JsonTokenType.String)
        {
            return Unescape(name);
        }

        if (_json.TokenType is not JsonTokenType.Null)
        {
            Complain($"{name} is not a string");
            _json.Skip();
        }

        return null;
    }

    private string? Unescape(string name)
    {
        try
        {
            return _json.GetString();
        }
        catch (InvalidOperationException)
        {
            // The JSON reader's word for bytes or escapes that are no Unicode text.
            Complain($"{name} is not valid Unicode");
            return null;
        }
    }

    private bool Flag(string name)
    {
        _json.Read();
        if (_json.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
        {
            Complain($"{name} is not a boolean");
            _json.Skip();
            return false;
        }

        return _json.TokenType is JsonTokenType.True;
    }

    private T? Part<T>(JsonTypeInfo<T> type, string name) where T : class
    {
        var slice = Slice();
        try
        {
            return slice.IsEmpty ? null : JsonSerializer.Deserialize(slice.Span, type);
        }
        catch (JsonException)
        {
            Complain($"{name} has an unexpected shape");
            return null;
        }
    }

    private ReadOnlyMemory<byte> Slice()
    {
        _json.Read();
        var start = (int)_json.TokenStartIndex;
        var isNull = _json.TokenType is JsonTokenType.Null;
        _json.Skip();
        return isNull ? default : _body[start..(int)_json.BytesConsumed];
    }

    private void Complain(string problem) => _problem ??= problem;
}
