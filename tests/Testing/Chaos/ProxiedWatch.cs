using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gko.Testing.Chaos;

/// <summary>One watch that passes through an <see cref="HttpProxy"/>, event by event.</summary>
internal sealed class ProxiedWatch(HttpProxy proxy, HttpContext http)
{
    private readonly TaskCompletionSource<ProxyRefusal> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends the watch with an ERROR event.</summary>
    public void Fail(ProxyRefusal refusal) => _failure.TrySetResult(refusal);

    public async Task PassAsync(Stream events)
    {
        await http.Response.StartAsync(http.RequestAborted);
        using var reader = new StreamReader(events);
        while (true)
        {
            var line = reader.ReadLineAsync(http.RequestAborted).AsTask();
            if (await Task.WhenAny(line, _failure.Task) != line)
            {
                await WriteAsync($$"""{"type":"ERROR","object":{{_failure.Task.Result.Body}}}""" + "\n");
                return;
            }

            if (await line is not { } text)
            {
                return;
            }

            if (!await PassAsync(text))
            {
                http.Abort();
                return;
            }
        }
    }

    /// <returns>False when the watch is to break here.</returns>
    private async Task<bool> PassAsync(string text)
    {
        var isBookmark = text.StartsWith("""{"type":"BOOKMARK""", StringComparison.Ordinal);

        // Without the one that ends the initial events a watch would never be of use; no server leaves it out.
        if (isBookmark && proxy.DropBookmarks && !text.Contains("k8s.io/initial-events-end", StringComparison.Ordinal))
        {
            return true;
        }

        if (!isBookmark && proxy.TakeTruncation())
        {
            await WriteAsync(text[..(text.Length / 2)]);
            return false;
        }

        await WriteAsync(text + "\n");
        return true;
    }

    private async Task WriteAsync(string text)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }
}
