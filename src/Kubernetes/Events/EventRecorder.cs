using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Events;

/// <summary>Writes events in the background, one after the other. <see cref="RunAsync"/> must be running for any to be written.</summary>
public sealed partial class EventRecorder : IEventRecorder
{
    private const int LongestNote = 1024;
    private const int WriteAttempts = 3;

    private static readonly Backoff WriteBackoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)) { Jitter = 0 };

    private readonly IKubeClient _client;
    private readonly EventRecorderOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly EventAggregator _aggregator;
    private readonly Channel<EventNote> _notes;
    private long _dropped;

    /// <inheritdoc cref="EventRecorder"/>
    public EventRecorder(IKubeClient client, EventRecorderOptions options, TimeProvider time, ILogger<EventRecorder> logger)
    {
        (_client, _options, _time, _logger) = (client, options, time, logger);
        _aggregator = new EventAggregator(options);
        var bounds = new BoundedChannelOptions(options.Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true };
        _notes = Channel.CreateBounded<EventNote>(bounds, _ => Interlocked.Increment(ref _dropped));
    }

    /// <summary>How many events were never written, for lack of room, patience or permission.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc/>
    public void Record(IResource about, EventType type, string reason, string note)
    {
        var reference = new ObjectReference
        {
            ApiVersion = about.ApiVersion,
            Kind = about.Kind,
            Namespace = about.Metadata.Namespace,
            Name = about.Metadata.Name,
            Uid = about.Metadata.Uid,
            ResourceVersion = about.Metadata.ResourceVersion,
        };
        if (!_notes.Writer.TryWrite(new EventNote(reference, type, reason, Cut(note), _time.GetUtcNow())))
        {
            Interlocked.Increment(ref _dropped);
        }
    }

    /// <summary>Writes events until stopped; what waits then is still written as far as time permits.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        using var overdue = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _time);
        using var stop = ct.Register(() =>
        {
            _notes.Writer.TryComplete();
            overdue.CancelAfter(_options.FlushTimeout);
        });
        try
        {
            await foreach (var note in _notes.Reader.ReadAllAsync(overdue.Token).ConfigureAwait(false))
            {
                await WriteAsync(note, overdue.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (overdue.IsCancellationRequested)
        {
            Log.FlushIncomplete(_logger, _notes.Reader.Count + 1);
        }
    }

    private static string Cut(string note)
    {
        if (Encoding.UTF8.GetByteCount(note) <= LongestNote)
        {
            return note;
        }

        // Three bytes for the ellipsis; the encoder stops before a character that does not fit whole.
        Span<byte> buffer = stackalloc byte[LongestNote - 3];
        Encoding.UTF8.GetEncoder().Convert(note, buffer, flush: false, out var used, out _, out _);
        return note[..used] + "…";
    }

    private async Task WriteAsync(EventNote note, CancellationToken ct)
    {
        if (_aggregator.Add(note) is not { } series)
        {
            Interlocked.Increment(ref _dropped);
            return;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendAsync(note, series, ct).ConfigureAwait(false);
                return;
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                if (attempt == WriteAttempts || IsHopeless(error))
                {
                    Interlocked.Increment(ref _dropped);
                    Log.WriteFailed(_logger, note.Reason, note.About.Kind, note.About.Namespace, note.About.Name, error);
                    return;
                }
            }

            await Task.Delay(WriteBackoff.After(attempt), _time, ct).ConfigureAwait(false);
        }
    }

    private static bool IsHopeless(Exception error) =>
        error is KubeApiException { IsThrottled: false } answer && (int)answer.Code is >= 400 and < 500;

    private async Task SendAsync(EventNote note, EventSeriesState series, CancellationToken ct)
    {
        if (series.IsStored)
        {
            try
            {
                var key = new ObjectKey(series.Namespace, series.Name);
                await _client.PatchAsync<CoreEvent>(key, Repetition(series), null, ct).ConfigureAwait(false);
                return;
            }
            catch (KubeApiException error) when (error.IsNotFound)
            {
                series.IsStored = false;
            }
        }

        try
        {
            await _client.CreateAsync(NewEvent(note, series), null, ct).ConfigureAwait(false);
        }
        catch (KubeApiException error) when (error.IsAlreadyExists)
        {
            // The answer to an earlier attempt was lost; the name is random, so the event is ours.
        }

        series.IsStored = true;
    }

    private static Patch Repetition(EventSeriesState series) => Patch.Merge(JsonSerializer.SerializeToNode(
        new CoreEvent { Count = series.Count, LastTimestamp = series.Last, Message = series.Text }, KubeJson.Default.CoreEvent)!);

    private CoreEvent NewEvent(EventNote note, EventSeriesState series) => new()
    {
        ApiVersion = CoreEvent.Type.ApiVersion,
        Kind = CoreEvent.Type.Kind,
        Metadata = new ObjectMeta { Name = series.Name, Namespace = series.Namespace },
        InvolvedObject = note.About,
        EventType = note.Type.ToString(),
        Reason = note.Reason,
        Message = series.Text,
        Count = series.Count,
        FirstTimestamp = series.First,
        LastTimestamp = series.Last,
        Source = new EventSource { Component = _options.Component },
        ReportingComponent = _options.Component,
        ReportingInstance = _options.Instance,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Cannot write event {Reason} about {Kind} {Namespace}/{Name}.")]
        public static partial void WriteFailed(
            ILogger logger, string reason, string? kind, string? @namespace, string? name, Exception error);

        [LoggerMessage(2, LogLevel.Warning, "{Count} events were not written before the stop.")]
        public static partial void FlushIncomplete(ILogger logger, int count);
    }
}
