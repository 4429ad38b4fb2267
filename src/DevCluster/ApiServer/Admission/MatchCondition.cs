using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>An expression that must be true for a webhook to be asked. It is parsed only when it comes to that.</summary>
internal sealed record MatchCondition(string Name, string Expression)
{
    private static readonly IReadOnlySet<string> Declared = new HashSet<string>(StringComparer.Ordinal) { "object", "oldObject", "request" };

    /// <summary>What a request consists of, by the path to it; below anything else all fields may be asked for.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Fields = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["request"] =
        [
            "kind", "resource", "subResource", "requestKind", "requestResource", "requestSubResource", "name", "namespace",
            "operation", "userInfo", "dryRun", "options",
        ],
        ["request.kind"] = ["group", "version", "kind"],
        ["request.requestKind"] = ["group", "version", "kind"],
        ["request.resource"] = ["group", "version", "resource"],
        ["request.requestResource"] = ["group", "version", "resource"],
        ["request.userInfo"] = ["username", "uid", "groups", "extra"],
    };

    public static MatchCondition Read(JsonObject json) => new(json.Text("name") ?? "", json.Text("expression") ?? "");

    /// <summary>Why the server does not take the expression; null when it does.</summary>
    public string? Refusal()
    {
        CelExpression parsed;
        try
        {
            parsed = CelParser.Parse(Expression);
        }
        catch (CelException error)
        {
            return $"compilation failed: {error.Message}";
        }

        if (parsed.Variables.FirstOrDefault(variable => !Declared.Contains(variable)) is { } unknown)
        {
            return $"compilation failed: undeclared reference to '{unknown}' (in container '')";
        }

        if (parsed.Nodes.OfType<CelExpression.Select>().FirstOrDefault(IsUndefined) is { } select)
        {
            return $"compilation failed: undefined field '{select.Field}'";
        }

        var type = PathOf(parsed) == "request.dryRun" ? CelTypes.Bool : parsed.Type;
        return type == CelTypes.Bool ? null : $"must evaluate to bool but got {type}";
    }

    /// <exception cref="CelException">The expression fails on this request.</exception>
    public bool Holds(AdmissionRequest request)
    {
        var parsed = CelParser.Parse(Expression);
        var scope = CelScope.Root;
        if (parsed.Uses("object"))
        {
            scope = scope.With("object", CelValue.Of(request.Object));
        }

        if (parsed.Uses("oldObject"))
        {
            scope = scope.With("oldObject", CelValue.Of(request.OldObject));
        }

        if (parsed.Uses("request"))
        {
            scope = scope.With("request", CelValue.Of(AdmissionReviewBody.Describe(request)));
        }

        return CelValue.Truth(parsed.Evaluate(scope));
    }

    private static bool IsUndefined(CelExpression.Select select) =>
        PathOf(select.Target) is { } path && Fields.TryGetValue(path, out var fields) && !fields.Contains(select.Field, StringComparer.Ordinal);

    private static string? PathOf(CelExpression expression) => expression switch
    {
        CelExpression.Variable variable => variable.Name,
        CelExpression.Select select => PathOf(select.Target) is { } path ? $"{path}.{select.Field}" : null,
        _ => null,
    };
}
