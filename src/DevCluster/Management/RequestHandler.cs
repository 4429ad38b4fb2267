using Gko.DevCluster.Management.Http;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.Management;

/// <summary>Takes a request off the wire: to the control plane, or into the journal, past the faults and to the routes.</summary>
internal sealed class RequestHandler(
    ManagementDispatcher dispatcher, ControlPlane control, RequestJournal journal, FaultPlan faults, TimeProvider time)
{
    public async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var body = await ReadAsync(request, context.RequestAborted).ConfigureAwait(false);
        if (request.Path.Value?.StartsWith(ControlPlane.Prefix, StringComparison.Ordinal) ?? false)
        {
            await ReplyWriter.WriteAsync(context, control.Dispatch(request, body)).ConfigureAwait(false);
            return;
        }

        var entry = journal.Add(sequence => Describe(sequence, context, body));
        if (faults.Take(request.Method, entry.Path, entry.Query, body) is { } fault)
        {
            await DisturbAsync(context, entry, fault).ConfigureAwait(false);
            return;
        }

        var reply = dispatcher.Dispatch(request, body);
        entry.Status = reply.Status;
        await ReplyWriter.WriteAsync(context, reply).ConfigureAwait(false);
    }

    private async Task DisturbAsync(HttpContext context, JournalEntry entry, Fault fault)
    {
        entry.Disturbed = true;
        var done = fault.Apply ? dispatcher.Dispatch(context.Request, entry.Body) : null;
        if (fault.Delay != TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, time, context.RequestAborted).ConfigureAwait(false);
        }

        if (fault.Reset)
        {
            context.Abort();
            return;
        }

        var reply = fault.Status is not null ? Answer(fault) : done ?? dispatcher.Dispatch(context.Request, entry.Body);
        if (fault.Truncate is { } bytes)
        {
            await ReplyWriter.BreakAsync(context, reply, bytes).ConfigureAwait(false);
            return;
        }

        entry.Status = reply.Status;
        await ReplyWriter.WriteAsync(context, reply).ConfigureAwait(false);
    }

    private static Reply Answer(Fault fault) => new(
        fault.Status!.Value,
        Text: fault.Body,
        ContentType: fault.Body.TrimStart() is ['{' or '[', ..] ? "application/json" : "text/plain")
    {
        Headers = fault.Headers,
    };

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, ct).ConfigureAwait(false);
        return buffer.ToArray();
    }

    private JournalEntry Describe(long sequence, HttpContext context, ReadOnlyMemory<byte> body) => new()
    {
        Sequence = sequence,
        At = time.GetUtcNow(),
        Method = context.Request.Method,
        Path = context.Request.Path.Value ?? "/",
        Query = context.Request.QueryString.Value ?? "",
        Headers = context.Request.Headers.ToDictionary(
            header => header.Key,
            header => header.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                ? header.Value.ToString().Split(' ')[0]
                : header.Value.ToString(),
            StringComparer.OrdinalIgnoreCase),
        Body = body,
        ConnectionId = context.Connection.Id,
    };
}
