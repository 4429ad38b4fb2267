using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>One entry of <c>x-kubernetes-validations</c>, parsed.</summary>
internal sealed class CelRule
{
    private readonly CelExpression? _rule;
    private readonly CelExpression? _messageExpression;
    private readonly string _text;
    private readonly string _message;
    private readonly string _reason;
    private readonly string _fieldPath;
    private readonly bool _optionalOldSelf;

    private CelRule(JsonObject json)
    {
        _text = json.Text("rule") ?? "";
        _message = json.Text("message") ?? "";
        _reason = json.Text("reason") ?? "FieldValueInvalid";
        _fieldPath = json.Text("fieldPath") ?? "";
        _optionalOldSelf = json.Flag("optionalOldSelf") is true;
        try
        {
            _rule = CelParser.Parse(_text);
            _messageExpression = json.Text("messageExpression") is { } message ? CelParser.Parse(message) : null;
        }
        catch (CelException error)
        {
            Refusal = error.Message;
        }
    }

    /// <summary>Why this server cannot evaluate the rule; null when it can. A definition with such a rule is refused.</summary>
    public string? Refusal { get; }

    public static CelRule Read(JsonObject json) => new(json);

    /// <summary>The error when the value breaks the rule; null when it holds or does not apply.</summary>
    public FieldError? Check(JsonNode self, JsonNode? old, string path)
    {
        if (_rule is null || (old is null && _rule.Uses("oldSelf") && !_optionalOldSelf))
        {
            return null;
        }

        var scope = CelScope.Root.With("self", CelValue.Of(self)).With("oldSelf", CelValue.Of(old));
        try
        {
            return _rule.Evaluate(scope) is true ? null : Failure(scope, self, path);
        }
        catch (CelException error)
        {
            return FieldError.Invalid(path, SchemaValidator.TypeOf(self), $"{error.Message} evaluating rule: {(_message.Length > 0 ? _message : _text)}");
        }
    }

    private string Shown => _message.Length > 0 ? _message : $"failed rule: {_text}";

    // The value is told unless it is a map or list.
    private FieldError Failure(CelScope scope, JsonNode self, string path)
    {
        var message = _messageExpression?.Evaluate(scope) as string ?? Shown;
        var value = self is JsonValue ? $"{self.ToJsonText()}: " : "";
        var text = _reason switch
        {
            "FieldValueRequired" => $"Required value: {message}",
            "FieldValueForbidden" => $"Forbidden: {message}",
            "FieldValueDuplicate" => $"Duplicate value: {value}{message}",
            _ => $"Invalid value: {value}{message}",
        };
        return new FieldError(_reason, path + _fieldPath, text);
    }
}
