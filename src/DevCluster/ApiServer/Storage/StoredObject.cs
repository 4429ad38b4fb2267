using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// One version of an object: its bytes as they go over the wire, and the few facts that selectors, the garbage collector
/// and preconditions need without parsing them again. Immutable.
/// </summary>
internal sealed class StoredObject
{
    private StoredObject(ReadOnlyMemory<byte> utf8, JsonObject node, long version)
    {
        var metadata = node.Child("metadata");
        Utf8 = utf8;
        Version = version;
        ApiVersion = node.Text("apiVersion") ?? "";
        Name = metadata.Text("name") ?? "";
        Namespace = metadata.Text("namespace") ?? "";
        Uid = metadata.Text("uid") ?? "";
        Labels = (metadata.Child("labels") ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.AsText() ?? "", StringComparer.Ordinal);
        Finalizers = [.. metadata.Texts("finalizers")];
        Owners = [.. (metadata.Items("ownerReferences") ?? []).OfType<JsonObject>().Select(OwnerOf)];
        IsDeleting = metadata.Text("deletionTimestamp") is not null;
    }

    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The resource version.</summary>
    public long Version { get; }

    /// <summary>The version that the bytes are written in; a kind may be read in others.</summary>
    public string ApiVersion { get; }

    public string Name { get; }

    public string Namespace { get; }

    public string Uid { get; }

    public IReadOnlyDictionary<string, string> Labels { get; }

    public IReadOnlyList<string> Finalizers { get; }

    public IReadOnlyList<(string Uid, bool Blocks)> Owners { get; }

    public bool IsDeleting { get; }

    public ObjectName ObjectName => new(Namespace, Name);

    /// <summary>Stamps the version into the tree and freezes it.</summary>
    public static StoredObject Freeze(JsonObject node, long version)
    {
        node.Metadata()["resourceVersion"] = version.ToString();
        return new StoredObject(node.Sorted()!.ToUtf8(), node, version);
    }

    /// <summary>A private copy of the tree.</summary>
    public JsonObject ToNode() => JsonTree.ParseObject(Utf8);

    /// <summary>The same state under a later version, as the last event of a deleted object shows it.</summary>
    public StoredObject At(long version) => Freeze(ToNode(), version);

    private static (string Uid, bool Blocks) OwnerOf(JsonObject owner) =>
        (owner.Text("uid") ?? "", owner.Flag("blockOwnerDeletion") is true);
}
