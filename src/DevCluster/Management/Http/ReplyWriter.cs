using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gko.DevCluster.Management.Http;

/// <summary>Sends answers, whole or in part.</summary>
internal static class ReplyWriter
{
    public static async Task WriteAsync(HttpContext context, Reply reply)
    {
        var response = context.Response;
        response.StatusCode = reply.Status;
        foreach (var (name, value) in reply.Headers)
        {
            response.Headers[name] = value;
        }

        var (body, type) = Content(reply);
        if (!body.IsEmpty)
        {
            response.ContentType = type;
            await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Sends the head and the first bytes of the body, at least one too few, then breaks the connection; of an answer without
    /// a body not even the whole head. Past the web server: it would not send what it still holds when the connection is broken.
    /// </summary>
    public static async Task BreakAsync(HttpContext context, Reply reply, int bytes)
    {
        var (body, type) = Content(reply);
        var head = new StringBuilder($"HTTP/1.1 {reply.Status} Broken\r\n")
            .AppendJoin("", reply.Headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
        if (!body.IsEmpty)
        {
            head.Append($"Content-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n");
        }

        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        await SendAsync(socket, Encoding.ASCII.GetBytes(head.ToString()), context.RequestAborted).ConfigureAwait(false);
        await SendAsync(socket, body[..Math.Clamp(bytes, 0, Math.Max(body.Length - 1, 0))], context.RequestAborted).ConfigureAwait(false);
        context.Abort();
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, ct).ConfigureAwait(false)..];
        }
    }

    private static (ReadOnlyMemory<byte> Body, string? Type) Content(Reply reply) => reply.Json is { } json
        ? (JsonText.Write(json), "application/json")
        : (Encoding.UTF8.GetBytes(reply.Text ?? ""), reply.ContentType);
}
