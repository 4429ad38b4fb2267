using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;
using Gko.Kubernetes.Serialization;
using Gko.Testing;

namespace Gko.Contracts.Tests.Crds;

public sealed class CrdManifestTests
{
    private const string Header = "# Generated from the types in src/Contracts. To change it, change them and run the tests with GKO_UPDATE_SNAPSHOTS=1.\n";

    private static readonly string Folder = RepositoryPaths.Of("manifests", "crds");

    public static TheoryData<string> Names => [.. CustomResourceDefinitions.All().Select(NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Manifest_ComparedWithTypes_IsUpToDate(string name)
    {
        var file = Path.Combine(Folder, FileOf(name));
        var generated = Header + YamlWriter.Write(Definition(name));
        if (Environment.GetEnvironmentVariable("GKO_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(file, generated);
        }

        var stored = File.Exists(file) ? File.ReadAllText(file) : "";

        if (TextDiff.Between(stored, generated) is { } difference)
        {
            Assert.Fail($"{file} is out of date; GKO_UPDATE_SNAPSHOTS=1 rewrites it.\n{difference}");
        }
    }

    [Fact]
    public void Folder_ComparedWithTypes_HoldsNothingElse() =>
        Directory.GetFiles(Folder).Select(Path.GetFileName).ShouldBe(
            CustomResourceDefinitions.All().Select(definition => FileOf(NameOf(definition))), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void Schema_Linted_IsStructural(string name) =>
        StructuralSchemaLint.CheckDefinition(Definition(name)).ShouldBeEmpty();

    /// <summary>kubectl apply keeps a copy in an annotation, which may have 256 KiB together with all others.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Definition_AsJson_FitsIntoAnAnnotation(string name) =>
        Encoding.UTF8.GetByteCount(Definition(name).ToJsonString()).ShouldBeLessThan(200 * 1024);

    [Fact]
    public void All_CalledTwice_GivesEqualButSeparateObjects()
    {
        var first = CustomResourceDefinitions.All();
        var second = CustomResourceDefinitions.All();

        first.Select(definition => definition.ToJsonString()).ShouldBe(second.Select(definition => definition.ToJsonString()));
        first[0]["metadata"]!["name"] = "changed";
        NameOf(second[0]).ShouldNotBe("changed");
    }

    [Fact]
    public void All_Always_IsOrderedByNameAndStampedWithTheVersion()
    {
        var definitions = CustomResourceDefinitions.All();

        definitions.Select(NameOf).ShouldBe(
        [
            "apidefinitions.gravitee.io",
            "apiguardrails.gravitee.io",
            "apiresources.gravitee.io",
            "apiv4definitions.gravitee.io",
            "applications.gravitee.io",
            "dictionaries.gravitee.io",
            "documentations.gravitee.io",
            "groups.gravitee.io",
            "managementcontexts.gravitee.io",
            "notifications.gravitee.io",
            "portallinks.gravitee.io",
            "portallistings.gravitee.io",
            "portals.gravitee.io",
            "sharedpolicygroups.gravitee.io",
            "subscriptions.gravitee.io",
        ]);
        definitions.ShouldAllBe(definition =>
            definition["metadata"]!["annotations"]!["gravitee.io/operator.version"]!.GetValue<string>()
            == CustomResourceDefinitions.OperatorVersion);
    }

    private static string NameOf(JsonObject definition) => definition["metadata"]!["name"]!.GetValue<string>();

    private static string FileOf(string name) => $"gravitee.io_{name.Split('.')[0]}.yaml";

    private static JsonObject Definition(string name) =>
        CustomResourceDefinitions.All().Single(definition => NameOf(definition) == name);
}
