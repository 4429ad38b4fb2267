using System.CommandLine;
using Gko.Operator.Configuration;

namespace Gko.Operator.Commands;

/// <summary><c>gko health</c>: asks a running operator whether it is ready, for images that have no shell and no curl.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public static Command Create()
    {
        var url = new Option<string?>("--url")
        {
            Description = "What to ask; otherwise /readyz of this machine on the port PROBES_PORT.",
        };
        var command = new Command("health", "Ask a running operator whether it is ready.") { url };
        command.SetAction((result, ct) => AskAsync(result.GetValue(url) ?? ReadyUrl(Environment.GetEnvironmentVariable), ct));
        return command;
    }

    /// <summary>Where the operator answers that has these environment variables.</summary>
    internal static string ReadyUrl(Func<string, string?> read)
    {
        var port = new EnvironmentReader(read).Number("PROBES_PORT", new OperatorOptions().ProbesPort, minimum: 0, EnvironmentReader.LastPort);
        return $"http://127.0.0.1:{port}/readyz";
    }

    private static async Task<int> AskAsync(string url, CancellationToken ct)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            await Console.Error.WriteLineAsync($"\"{url}\" is not an http or https address.").ConfigureAwait(false);
            return 1;
        }

        try
        {
            // A proxy of the environment is meant for APIM.
            using var handler = new SocketsHttpHandler { UseProxy = false };
            using var client = new HttpClient(handler) { Timeout = Timeout };
            using var response = await client.GetAsync(address, ct).ConfigureAwait(false);
            var answer = await response.Content.ReadAsStringAsync(ct).ConfigureAwait(false);
            await (response.IsSuccessStatusCode ? Console.Out : Console.Error).WriteLineAsync(answer.TrimEnd()).ConfigureAwait(false);
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            await Console.Error.WriteLineAsync($"{url} does not answer: {error.Message}").ConfigureAwait(false);
            return 1;
        }
    }
}
