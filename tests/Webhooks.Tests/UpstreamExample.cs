using System.Text.Json;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Webhooks.Tests;

/// <summary>Manifests that upstream shows its users, which its own tests start from too.</summary>
internal static class UpstreamExample
{
    /// <summary>The only object of that kind in a file, in the namespace <c>default</c>; skips the test where the data is absent.</summary>
    /// <param name="path">Below the folder of examples of APIM.</param>
    public static T Read<T>(params string[] path) where T : class, IResource<T>
    {
        var file = RepositoryPaths.Shared(["upstream", "examples", "apim", .. path]);
        Assert.SkipWhen(file is null, "reference data is not beside the repository");
        var node = YamlReader.ReadAll(File.ReadAllText(file!)).Single(document => (string?)document?["kind"] == T.Type.Kind);
        var resource = node.Deserialize(T.Type.Json)!;
        resource.Metadata.Namespace = "default";
        return resource;
    }
}
