namespace Gko.DevCluster.ApiServer;

/// <summary>The fields of a message that are read; others are skipped.</summary>
internal sealed record ProtobufMessage(IReadOnlyDictionary<int, ProtobufField> Fields)
{
    public static ProtobufMessage Of(params (int Number, ProtobufField Field)[] fields) =>
        new(fields.ToDictionary(entry => entry.Number, entry => entry.Field));
}

/// <summary>One field: its JSON name and how its value is read.</summary>
internal sealed record ProtobufField(string Name, ProtobufType Type, ProtobufMessage? Message = null);

/// <summary>The types of fields that occur.</summary>
internal enum ProtobufType
{
    Text,
    Texts,
    Flag,
    Message,
    Messages,
    TextMap,
    BytesMap,
}
