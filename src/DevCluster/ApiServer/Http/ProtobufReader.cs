using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Reads the protobuf bodies of imperative kubectl commands.</summary>
internal static class ProtobufReader
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    public static DecodedBody? Read(byte[] bytes, ResourceDefinition resource) => null;

    public static JsonObject? ReadDeleteOptions(byte[] bytes) => null;
}
