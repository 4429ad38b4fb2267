using System.Text;
using Gko.DevCluster.ApiServer;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class ProtobufTests
{
    private static readonly ResourceDefinition ConfigMap = new ResourceRegistry().Get("", "v1", "configmaps");

    private static byte[] Field(int number, params byte[] content) => [(byte)((number << 3) | 2), (byte)content.Length, .. content];

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Envelope(params byte[] raw) =>
        [.. "k8s\0"u8, .. Field(1, [.. Field(1, "v1"), .. Field(2, "ConfigMap")]), .. Field(2, raw)];

    [Fact]
    public void Read_ConfigMap_BecomesJson()
    {
        byte[] metadata = [.. Field(1, "cm"), .. Field(3, "default"), .. Field(11, [.. Field(1, "l"), .. Field(2, "v")])];
        byte[] data = [.. Field(1, "key"), .. Field(2, "value")];

        var body = ProtobufReader.Read(Envelope([.. Field(1, metadata), .. Field(2, data), .. Field(3, [.. Field(1, "bin"), .. Field(2, 0, 1, 2)])]), ConfigMap);

        body!.Node.ToJsonString().ShouldBe(
            """{"metadata":{"name":"cm","namespace":"default","labels":{"l":"v"}},"data":{"key":"value"},"binaryData":{"bin":"AAEC"},"apiVersion":"v1","kind":"ConfigMap"}""");
    }

    [Fact]
    public void Read_WithoutPrefix_IsBadRequest() =>
        Should.Throw<ApiStatusException>(() => ProtobufReader.Read([1, 2, 3], ConfigMap)).Code.ShouldBe(400);

    [Fact]
    public void Read_Truncated_IsBadRequest() =>
        Should.Throw<ApiStatusException>(() => ProtobufReader.Read(Envelope(Field(1, "cm"))[..^2], ConfigMap)).Code.ShouldBe(400);

    [Fact]
    public void Read_UnknownKind_IsNothing() =>
        ProtobufReader.Read(Envelope(), new ResourceRegistry().Get("apps", "v1", "deployments")).ShouldBeNull();

    [Fact]
    public void ReadDeleteOptions_WithEverything_BecomesJson()
    {
        byte[] preconditions = [.. Field(1, "u1"), .. Field(2, "42")];
        byte[] grace = [1 << 3, 30], orphan = [3 << 3, 0];

        var options = ProtobufReader.ReadDeleteOptions(
            Envelope([.. grace, .. Field(2, preconditions), .. orphan, .. Field(4, "Background"), .. Field(5, "All")]));

        options["preconditions"]!.ToJsonString().ShouldBe("""{"uid":"u1","resourceVersion":"42"}""");
        options["orphanDependents"]!.GetValue<bool>().ShouldBeFalse();
        options["propagationPolicy"]!.GetValue<string>().ShouldBe("Background");
        options["dryRun"]!.ToJsonString().ShouldBe("""["All"]""");
    }
}
