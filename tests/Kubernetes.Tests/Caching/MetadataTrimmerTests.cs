using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Caching;

public sealed class MetadataTrimmerTests
{
    [Fact]
    public void Trim_Object_KeepsIdentityVersionAndFinalizersOnly()
    {
        var secret = ASecret("a");

        new MetadataTrimmer().Trim(secret);

        var metadata = secret.Metadata;
        (metadata.Namespace, metadata.Name, metadata.Uid, metadata.ResourceVersion).ShouldBe(("apps", "a", "uid-a", "5"));
        metadata.Finalizers.ShouldBe(["demo.io/keep"]);
        (metadata.Labels, metadata.Annotations, metadata.OwnerReferences, metadata.GenerateName).ShouldBe((null, null, null, null));
    }

    [Fact]
    public void Trim_SeveralObjectsOfANamespace_ShareItsName()
    {
        var trimmer = new MetadataTrimmer();
        var (first, second) = (ASecret("a"), ASecret("b"));

        trimmer.Trim(first);
        trimmer.Trim(second);

        second.Metadata.Namespace.ShouldBeSameAs(first.Metadata.Namespace);
    }

    private static SecretMetadata ASecret(string name) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = new string("apps"),
            Uid = $"uid-{name}",
            ResourceVersion = "5",
            GenerateName = "a-",
            Labels = new() { ["app"] = "shop" },
            Annotations = new() { ["kubectl.kubernetes.io/last-applied-configuration"] = "{}" },
            OwnerReferences = [new OwnerReference()],
            Finalizers = ["demo.io/keep"],
        },
    };
}
