using System.Text.RegularExpressions;
using System.Xml.Linq;
using Gko.Kubernetes.Model;
using Gko.Testing;

namespace Gko.Kubernetes.Tests;

/// <summary>What the library promises to those who use it without the operator.</summary>
public sealed partial class PublicSurfaceTests
{
    private static readonly string Project = RepositoryPaths.Of("src", "Kubernetes");

    [Fact]
    public void PublicTypes_All_AreDocumented()
    {
        var documented = Documentation().Descendants("member")
            .Where(member => member.Elements().Any(element => element.Name == "inheritdoc" || element.Value.Trim().Length > 0))
            .Select(member => member.Attribute("name")!.Value)
            .ToHashSet(StringComparer.Ordinal);

        typeof(IResource).Assembly.GetExportedTypes()
            .Select(type => $"T:{type.FullName!.Replace('+', '.')}")
            .Where(name => !documented.Contains(name))
            .ShouldBeEmpty();
    }

    // The compiler looks after the members, as long as nobody tells it not to.
    [Fact]
    public void PublicMembers_WithoutDocumentation_DoNotCompile()
    {
        var project = XDocument.Load(Path.Combine(Project, "Kubernetes.csproj"));

        project.Descendants("GenerateDocumentationFile").Single().Value.ShouldBe("true");
        project.Descendants("NoWarn").ShouldAllBe(element => !element.Value.Contains("CS1591"));
        File.ReadAllText(RepositoryPaths.Of(".editorconfig")).ShouldNotContain("CS1591");
        Sources().ShouldAllBe(file => !File.ReadAllText(file).Contains("#pragma warning disable"));
    }

    [Fact]
    public void Sources_All_KnowNothingOfTheProductTheyServe() =>
        Sources().Where(file => ProductWords().IsMatch(File.ReadAllText(file))).ShouldBeEmpty();

    private static XDocument Documentation() => XDocument.Load(Path.Combine(AppContext.BaseDirectory, "Gko.Kubernetes.xml"));

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Project, "*", SearchOption.AllDirectories)
        .Where(file => Path.GetExtension(file) is ".cs" or ".csproj" or ".md" or ".json")
        .Where(file => Path.GetRelativePath(Project, file).Split(Path.DirectorySeparatorChar)[0] is not ("obj" or "bin"));

    [GeneratedRegex("gravitee|apim|ManagementContext|ApiDefinition", RegexOptions.IgnoreCase)]
    private static partial Regex ProductWords();
}
