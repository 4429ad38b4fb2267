using Gko.Kubernetes.Model;
using Gko.Testing.Examples;

namespace Gko.Webhooks.Tests;

/// <summary>Upstream's examples, for tests that are skipped where these are absent.</summary>
internal static class UpstreamManifests
{
    public static T Read<T>(string file) where T : class, IResource<T>
    {
        Assert.SkipWhen(StoredExamples.Root is null, "reference data is not beside the repository");
        return StoredExamples.Read<T>(file);
    }
}
