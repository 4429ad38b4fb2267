using System.Text;
using System.Text.Json;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>What a webhook made of a body.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">What came with it.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Failure">What the server logged as its own failure; null for nothing.</param>
internal sealed record FuzzAnswer(int Status, byte[] Body, TimeSpan Elapsed, string? Failure)
{
    /// <summary>No answer is larger, the uid apart, whatever was asked.</summary>
    private const int Limit = 1024 * 1024;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    /// <summary>
    /// What is wrong unless this is an AdmissionReview with the right uid or a refusal with 4xx; null for nothing. Only a body
    /// whose uid cannot be read may be refused.
    /// </summary>
    public string? Problem(byte[] asked)
    {
        var uid = UidOf(asked);
        return this switch
        {
            { Failure: { } failure } => failure,
            _ when Body.Length - (uid?.Length ?? 0) > Limit => $"an answer of {Body.Length} bytes",
            { Elapsed: var elapsed } when elapsed > Longest => $"took {elapsed}",
            { Status: 200 } => ProblemOfReview(asked, uid),
            { Status: >= 400 and < 500 } => uid is null ? null : $"status {Status} although the uid can be read: {Start(Body)}",
            _ => $"status {Status}: {Start(Body)}",
        };
    }

    private string? ProblemOfReview(byte[] asked, string? uid)
    {
        using var document = JsonDocument.Parse(Body);
        var response = document.RootElement.GetProperty("response");
        var answered = response.GetProperty("uid").GetString()!;
        if (uid is null ? !Holds(Encoding.UTF8.GetString(asked), answered) : answered != uid)
        {
            return $"the uid [{answered}] instead of [{uid}]";
        }

        return response.GetProperty("allowed").GetBoolean() || response.GetProperty("status").GetProperty("code").GetInt32() is >= 400 and < 500
            ? null
            : $"denied with {Start(Body)}";
    }

    private static bool Holds(string asked, string uid) =>
        asked.Contains(uid, StringComparison.Ordinal) || asked.Contains(JsonSerializer.Serialize(uid).Trim('"'), StringComparison.Ordinal);

    /// <summary>The uid in sound JSON; null when there is none, or when the JSON is broken.</summary>
    private static string? UidOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 1000 });
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("request", out var request) && request.ValueKind is JsonValueKind.Object
                && request.TryGetProperty("uid", out var uid) && uid.ValueKind is JsonValueKind.String
                && body.Length <= 8 * 1024 * 1024 && uid.GetString() is { Length: > 0 } text
                    ? text
                    : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Start(byte[] text) => Encoding.Latin1.GetString(text.AsSpan(0, Math.Min(text.Length, 500)));
}
