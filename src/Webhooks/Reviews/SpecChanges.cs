using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gko.Webhooks;

/// <summary>
/// Tells whether an update touches the spec at all. Most do not (finalizers, labels, annotations, the operator's own writes),
/// and what is stored already was reviewed when it was stored.
/// </summary>
internal static class SpecChanges
{
    public static bool None<T>(T? before, T? after, JsonTypeInfo<T> json) where T : class =>
        before is not null && after is not null
        && AreEqual(JsonSerializer.SerializeToUtf8Bytes(before, json), JsonSerializer.SerializeToUtf8Bytes(after, json));

    // The API server writes members in one order, so that only what differs by more has to be parsed to be sure.
    private static bool AreEqual(byte[] before, byte[] after) =>
        before.AsSpan().SequenceEqual(after) || JsonElement.DeepEquals(JsonElement.Parse(before), JsonElement.Parse(after));
}
