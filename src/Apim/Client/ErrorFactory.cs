using System.Text;
using Gko.Apim.Connections;
using Gko.Apim.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Gko.Apim.Client;

/// <summary>Turns an exchange that failed into an error, in the words users of this operator's predecessor know.</summary>
internal sealed class ErrorFactory(HttpMethod method, string url, ApimCredentials credentials)
{
    private const int MaxBodyText = 8 * 1024;

    /// <summary>No answer, or none was sought.</summary>
    public ApimError NotSent(ApimErrorKind kind, string cause, TimeSpan? retryAfter = null, bool retryable = true) => new()
    {
        Kind = kind,
        Method = method.Method,
        Url = url,
        Message = Conceal($"unable to perform request [{method}] {url}: ({cause})"),
        RetryAfter = retryAfter,
        Retryable = retryable,
    };

    /// <summary>The gate was closed.</summary>
    public ApimError Refused(GateDecision refusal)
    {
        // No countdown in the words: they end up in conditions, and equal states must read equal.
        return refusal.State == GateState.Paused
            ? NotSent(ApimErrorKind.Throttled, "APIM asked for a pause", refusal.Wait)
            : NotSent(ApimErrorKind.CircuitOpen, $"too many failures in a row, the last one: {refusal.LastFailure}", refusal.Wait);
    }

    /// <summary>A status that is no success.</summary>
    public ApimError Status(Exchange exchange)
    {
        var body = ErrorBody.Parse(exchange.Body);
        var text = Conceal(Text(exchange.Body));
        var words = Conceal(body.Message ?? ReasonPhrases.GetReasonPhrase(exchange.Status));
        return new()
        {
            Kind = KindOf(exchange.Status),
            Method = method.Method,
            Url = url,
            Status = exchange.Status,
            Message = $"request [{method}] {url} failed with status {exchange.Status} ({words}): {text}",
            ServerMessage = body.Message is null ? null : words,
            TechnicalCode = body.TechnicalCode,
            Body = text,
            Severe = [.. body.Severe.Select(Conceal)],
            Warnings = [.. body.Warnings.Select(Conceal)],
            Details = [.. body.Details.Select(Conceal)],
            RetryAfter = exchange.RetryAfter,
            Retryable = exchange.Status is not (400 or 401),
        };
    }

    /// <summary>A success that cannot be understood.</summary>
    public ApimError Unreadable(Exchange exchange, string reason)
    {
        var text = Conceal(Text(exchange.Body));
        return new()
        {
            Kind = ApimErrorKind.InvalidResponse,
            Method = method.Method,
            Url = url,
            Status = exchange.Status,
            Message = $"request [{method}] {url} was answered with status {exchange.Status} but not as APIM does ({reason}): {text}",
            Body = text,
        };
    }

    private static ApimErrorKind KindOf(int status) => status switch
    {
        < 400 => ApimErrorKind.InvalidResponse,
        401 => ApimErrorKind.BadCredentials,
        403 => ApimErrorKind.Forbidden,
        404 => ApimErrorKind.NotFound,
        409 => ApimErrorKind.Conflict,
        429 => ApimErrorKind.Throttled,
        >= 500 => ApimErrorKind.ServerError,
        _ => ApimErrorKind.Rejected,
    };

    private static string Text(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        return text.Length <= MaxBodyText ? text : string.Concat(text.AsSpan(0, MaxBodyText), "…");
    }

    /// <summary>Servers and proxies sometimes quote what they were sent.</summary>
    private string Conceal(string text)
    {
        foreach (var secret in credentials.Secrets)
        {
            // Shorter ones are words like "admin", whose absence would tell as much as it garbles.
            text = secret.Length < 8 ? text : text.Replace(secret, "***");
        }

        return text;
    }
}
