using System.Text.Json.Nodes;

namespace Gko.DevCluster.Management;

/// <summary>A request as it arrived, and how it was answered.</summary>
public sealed record JournalEntry
{
    /// <summary>Counts from 1 in the order of arrival; goes on after the journal is cleared.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>HTTP verb.</summary>
    public required string Method { get; init; }

    /// <summary>Path without query.</summary>
    public required string Path { get; init; }

    /// <summary>Query with its question mark, or empty.</summary>
    public required string Query { get; init; }

    /// <summary>Headers; of <c>Authorization</c> only the scheme.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body's bytes.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Tells connections apart.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>The status of the answer; 0 while there is none, or when the connection was broken.</summary>
    public int Status { get; internal set; }

    /// <summary>A fault struck it.</summary>
    public bool Disturbed { get; internal set; }

    /// <summary>The body parsed as JSON.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is none.</exception>
    public JsonNode? Json() => Body.IsEmpty ? null : JsonNode.Parse(Body.Span);
}
