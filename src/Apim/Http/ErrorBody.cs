using System.Text.Json;

namespace Gko.Apim.Http;

/// <summary>What can be learnt from an error's body, whichever of APIM's shapes it has, or none at all.</summary>
internal sealed record ErrorBody
{
    private static readonly ErrorBody Empty = new();

    public string? Message { get; private init; }

    public string? TechnicalCode { get; private init; }

    public IReadOnlyList<string> Severe { get; private init; } = [];

    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Each with its place in the request's body, where known: <c>name: must not be null</c>.</summary>
    public IReadOnlyList<string> Details { get; private init; } = [];

    public static ErrorBody Parse(ReadOnlyMemory<byte> body)
    {
        if (body.IsEmpty)
        {
            return Empty;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : Empty;
        }
        catch (JsonException)
        {
            // Proxies and servlet containers answer with HTML or plain text; the caller shows that as it is.
            return Empty;
        }
    }

    private static ErrorBody Read(JsonElement root)
    {
        // Some endpoints wrap the lists in the import's status.
        var lists = root.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Object ? errors : root;
        return new()
        {
            Message = Text(root, "message"),
            TechnicalCode = Text(root, "technicalCode"),
            Severe = Texts(lists, "severe"),
            Warnings = Texts(lists, "warning"),
            Details = Texts(root, "details"),
        };
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(Line).Where(line => line.Length > 0)]
            : [];

    private static string Line(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return item.ToString();
        }

        var message = Text(item, "message") ?? "";
        return Text(item, "location") is { Length: > 0 } location ? $"{location}: {message}" : message;
    }
}
