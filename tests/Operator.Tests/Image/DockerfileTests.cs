using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gko.Operator.Commands;
using Gko.Operator.Configuration;
using Gko.Testing;

namespace Gko.Operator.Tests.Image;

/// <summary>What the image promises, read off its Dockerfile: a container engine is not needed for that.</summary>
public sealed partial class DockerfileTests
{
    private readonly Dockerfile _file = Dockerfile.Read();

    [Fact]
    public void Stages_AllOfThem_ArePinnedByAVersionTag() =>
        _file.All("FROM").ShouldAllBe(stage => PinnedImage().IsMatch(stage), "such as mcr.microsoft.com/dotnet/sdk:10.0, and never latest");

    [Fact]
    public void FinalStage_ByItsName_HasNoShell()
    {
        _file.All("FROM")[^1].ShouldContain("-chiseled");
        _file.FinalStage.Select(one => one.Name).ShouldNotContain("RUN");
    }

    [Fact]
    public void User_ForRunAsNonRoot_IsANumberAndNotRoot()
    {
        var user = _file.Final("USER").Split(':').Select(int.Parse).ToList();

        user.Count.ShouldBe(2);
        user.ShouldAllBe(id => id > 0);
    }

    [Fact]
    public void Instructions_Never_FetchOrUnpackBehindTheBack() => _file.All("ADD").ShouldBeEmpty();

    [Theory]
    [InlineData("title")]
    [InlineData("description")]
    [InlineData("vendor")]
    [InlineData("licenses")]
    [InlineData("version")]
    [InlineData("revision")]
    [InlineData("created")]
    public void Labels_OfOpenContainers_ArePresent(string name) =>
        _file.Labels().ShouldContainKey($"org.opencontainers.image.{name}");

    [Fact]
    public void BaseLabel_ComparedWithTheStage_NamesItsImage() =>
        _file.Labels()["org.opencontainers.image.base.name"].ShouldBe(_file.All("FROM")[^1].Split(' ')[0]);

    [Fact]
    public void VersionAndLicense_ComparedWithTheAssemblies_AreTheSame()
    {
        var properties = XDocument.Load(RepositoryPaths.Of("Directory.Build.props")).Descendants();
        string Property(string name) => properties.Single(element => element.Name.LocalName == name).Value;

        _file.All("ARG").ShouldContain($"VERSION={Property("Version")}");
        _file.Labels()["org.opencontainers.image.licenses"].ShouldBe(Property("PackageLicenseExpression"));
        _file.Labels()["org.opencontainers.image.vendor"].ShouldBe(Property("Authors"));
    }

    [Theory]
    [InlineData("ENTRYPOINT")]
    [InlineData("HEALTHCHECK")]
    public void Programs_InExecForm_AreCommandLinesThatTheCopiedFileUnderstands(string instruction)
    {
        var text = _file.Final(instruction);
        var words = JsonSerializer.Deserialize<string[]>(text[text.IndexOf('[', StringComparison.Ordinal)..])!;

        _file.All("COPY").ShouldContain(copy => copy.StartsWith("--from=build", StringComparison.Ordinal) && copy.EndsWith($" {words[0]}", StringComparison.Ordinal));
        GkoCommand.Create().Parse(words[1..]).Errors.ShouldBeEmpty();
    }

    /// <summary>A single file hides its packages from scanners; the SDK lists those that it bundles beside its intermediate files.</summary>
    [Fact]
    public void Packages_InsideTheFile_AreListedInTheImage()
    {
        _file.All("RUN").Single().ShouldEndWith("""&& cp "src/Operator/obj/Release/net10.0/$rid/gko.deps.json" /out/""");
        _file.All("COPY").ShouldContain(copy => copy.StartsWith("--from=build", StringComparison.Ordinal) && copy.Contains(" /out/gko.deps.json ", StringComparison.Ordinal));
    }

    [Fact]
    public void Ports_ComparedWithTheDefaults_AreTheSame()
    {
        var defaults = new OperatorOptions();

        _file.Final("EXPOSE").Split(' ').Select(int.Parse)
            .ShouldBe([new WebhookOptions().Port, new MetricsOptions().Port, defaults.ProbesPort]);
    }

    [Fact]
    public void BuildStage_ForSeveralArchitectures_CompilesOnTheMachineItRunsOn()
    {
        _file.All("FROM")[0].ShouldStartWith("--platform=$BUILDPLATFORM ");
        _file.All("RUN").Single().ShouldContain("amd64) rid=linux-x64");
        _file.All("RUN").Single().ShouldContain("arm64) rid=linux-arm64");
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/install.md")]
    [InlineData("docs/performance.md")]
    public void PublishCommand_InTheDocumentation_IsTheOneOfTheImage(string page)
    {
        var command = Publish().Match(_file.All("RUN").Single()).Value.Replace("\"$rid\"", "linux-x64", StringComparison.Ordinal);

        command.ShouldNotBeEmpty();
        Publish().Matches(File.ReadAllText(RepositoryPaths.Of(page.Split('/')))).Select(match => match.Value).Distinct().ShouldBe([command]);
    }

    [Fact]
    public void BuildContext_ByDockerignore_HoldsOnlyWhatIsPublished()
    {
        var rules = File.ReadAllLines(RepositoryPaths.Of(".dockerignore")).Where(line => line.Length > 0 && !line.StartsWith('#')).ToList();

        rules[0].ShouldBe("*");
        rules.Where(rule => rule.StartsWith('!')).ShouldAllBe(rule => Path.Exists(RepositoryPaths.Of(rule.TrimStart('!'))));
        rules.ShouldContain("**/bin");
        rules.ShouldContain("**/obj");
    }

    [GeneratedRegex(@"^(--platform=\$BUILDPLATFORM )?mcr\.microsoft\.com/dotnet/[a-z-]+:\d+\.\d+[a-z0-9.-]* AS \w+$")]
    private static partial Regex PinnedImage();

    [GeneratedRegex("""dotnet publish src/Operator -c Release -r ("\$rid"|[\w-]+)""")]
    private static partial Regex Publish();
}
