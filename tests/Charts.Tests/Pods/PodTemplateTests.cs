using System.Text.Json.Nodes;
using Gko.Testing.Pods;

namespace Gko.Charts.Tests.Pods;

/// <summary>What the kubelet of the release tests does not see to would be tested by nobody, so that it refuses it.</summary>
public sealed class PodTemplateTests
{
    [Theory]
    [InlineData("pod", "hostPID", "true")]
    [InlineData("pod", "initContainers", "[]")]
    [InlineData("container", "lifecycle", "{}")]
    [InlineData("container", "volumeDevices", "[]")]
    public void Of_WithAnUnknownField_RefusesIt(string place, string field, string value)
    {
        var deployment = Deployment();
        var pod = deployment["spec"]!["template"]!["spec"]!;
        (place == "pod" ? pod : pod["containers"]![0]!)[field] = JsonNode.Parse(value);

        Should.Throw<NotSupportedException>(() => PodTemplate.Of(deployment)).Message.ShouldContain(field);
    }

    [Fact]
    public void Identity_WithAnUnknownRight_RefusesIt()
    {
        var deployment = Deployment("""{"privileged":true}""");

        Should.Throw<NotSupportedException>(() => PodIdentity.Of(PodTemplate.Of(deployment), ImageConfig.OfRepository())).Message.ShouldContain("privileged");
    }

    [Fact]
    public void Identity_OfAnImageThatRunsAsRoot_IsNoneWhereThatIsForbidden()
    {
        var deployment = Deployment("""{"runAsNonRoot":true}""");
        var image = ImageConfig.OfRepository() with { User = "0" };

        Should.Throw<InvalidOperationException>(() => PodIdentity.Of(PodTemplate.Of(deployment), image)).Message.ShouldContain("non-root");
    }

    [Fact]
    public void Identity_WithAUserOfItsOwn_IsThatUser()
    {
        var identity = PodIdentity.Of(PodTemplate.Of(Deployment("""{"runAsUser":1000,"readOnlyRootFilesystem":true}""")), ImageConfig.OfRepository());

        identity.ShouldBe(new PodIdentity { User = "1000", Group = "65532", ReadOnlyRoot = true });
    }

    private static JsonObject Deployment(string securityContext = "{}") => JsonNode.Parse(
        $$"""
        {
          "metadata": { "name": "operator", "namespace": "default" },
          "spec": { "template": { "metadata": {}, "spec": { "containers": [ { "name": "one", "securityContext": {{securityContext}} } ] } } }
        }
        """)!.AsObject();
}
