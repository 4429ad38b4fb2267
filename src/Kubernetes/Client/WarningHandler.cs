using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Client;

/// <summary>
/// Logs what the API server warns of in the headers of its answers (a deprecated version, a duplicate field), each text once.
/// </summary>
internal sealed partial class WarningHandler(ILogger logger, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>After so many different texts the old ones are forgotten and may be logged again.</summary>
    internal const int Remembered = 256;
    private const int LongestText = 1024;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Headers.Contains("Warning"))
        {
            foreach (var warning in response.Headers.Warning)
            {
                Report(request, Unquote(warning.Text));
            }
        }

        return response;
    }

    private void Report(HttpRequestMessage request, string text)
    {
        lock (_seen)
        {
            if (_seen.Count >= Remembered)
            {
                _seen.Clear();
            }

            if (!_seen.Add(text))
            {
                return;
            }
        }

        Log.Warned(logger, request.Method, request.RequestUri?.AbsolutePath, text);
    }

    private static string Unquote(string quoted)
    {
        var text = quoted is ['"', .. var inner, '"'] ? inner.Replace("\\\"", "\"").Replace(@"\\", @"\") : quoted;
        return text.Length <= LongestText ? text : text[..LongestText];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The API server warns at {Method} {Path}: {Text}")]
        public static partial void Warned(ILogger logger, HttpMethod method, string? path, string text);
    }
}
