using System.Text.Json.Nodes;
using Gko.Testing.Examples;

namespace Gko.Apim.Tests.Payloads;

/// <summary>The requests of upstream's examples of all that is no API, reviewed once and compared ever since.</summary>
public sealed class ObjectGoldenTests
{
    public static TheoryData<string> Names => [.. ExampleObjects.Names];

    [Theory, MemberData(nameof(Names))]
    public void Example_MatchesItsGoldenRequest(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var manifest = ExampleObjects.Manifest(name);

        var import = ObjectPayloads.Create(manifest);

        import.IsUuid.ShouldBeFalse();
        var request = new JsonObject { ["path"] = import.Path, ["hrid"] = import.Hrid, ["body"] = ObjectPayloads.Body(import) };
        GoldenFile.Compare(request, "objects", name + ".json");
    }

    [Theory, MemberData(nameof(Names))]
    public void Example_FitsTheDocument(string name)
    {
        ExampleApis.SkipWhenAbsent();
        var manifest = ExampleObjects.Manifest(name);

        var checker = AutomationApiTests.Check(ObjectPayloads.Body(ObjectPayloads.Create(manifest)), $"{manifest["kind"]}Spec");

        checker.Mistakes.ShouldBeEmpty();
        checker.Unknown.Except([".navigation[].order"]).ShouldBeEmpty("APIM reads the order of the deprecated list, which its document leaves out");
    }

    [Fact]
    public void Folder_ComparedWithExamples_HoldsNothingElse()
    {
        ExampleApis.SkipWhenAbsent();
        var folder = GoldenFile.Folder("objects");

        Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories)
            .Select(path => Path.ChangeExtension(Path.GetRelativePath(folder, path), null).Replace('\\', '/'))
            .Except(ExampleObjects.Names)
            .ShouldBeEmpty();
    }
}
