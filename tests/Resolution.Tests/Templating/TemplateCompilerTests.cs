using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Resolution.Templating;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Templating;

public sealed class TemplateCompilerTests
{
    private static readonly JsonTypeInfo<ApiDefinitionSpec> Type = ContractsJson.Relaxed.ApiDefinitionSpec;

    private readonly FakeSources _sources = Rendering.Sources();

    [Fact]
    public async Task CompileAsync_NoTemplate_IsTheSameInstance()
    {
        var spec = AnApi().Build().Spec!;

        var outcome = await CompileAsync(spec);

        outcome.Result.Value.ShouldBeSameAs(spec);
        outcome.Sources.ShouldBeEmpty();
    }

    [Fact]
    public async Task CompileAsync_BracketsThatAreNoText_IsTheSameInstance()
    {
        var spec = WithConfiguration("""{"[[ x ]]":1,"matrix":[[1,2],[3]]}""");

        (await CompileAsync(spec)).Result.Value.ShouldBeSameAs(spec);
    }

    [Fact]
    public async Task CompileAsync_SwitchedOff_LeavesMarkers()
    {
        var spec = new ApiDefinitionSpec { Description = "[[ secret `db/user` ]]" };

        var outcome = await new TemplateCompiler(_sources, enabled: false).CompileAsync(spec, Type, "default", CancellationToken.None);

        outcome.Result.Value.ShouldBeSameAs(spec);
        _sources.Reads.ShouldBeEmpty();
    }

    [Fact]
    public async Task CompileAsync_Templates_AreReplacedAtAnyDepthAndTheSpecItselfKeepsThem()
    {
        var spec = AnApi().With(api => api.Proxy!.Groups![0].Endpoints![0].Target = "https://[[ configmap `env/host` ]]").Build().Spec!;
        spec.Pages = new Dictionary<string, Page> { ["home"] = new() { Content = "[[ secret `db/user` ]]" } };

        var compiled = (await CompileAsync(spec)).Result.Value!;

        compiled.Proxy!.Groups![0].Endpoints![0].Target.ShouldBe("https://example.com");
        compiled.Pages!["home"].Content.ShouldBe("admin");
        spec.Pages["home"].Content.ShouldBe("[[ secret `db/user` ]]");
    }

    [Fact]
    public async Task CompileAsync_FreeForm_ReplacesTextsAndNothingElse()
    {
        var spec = WithConfiguration("""{"[[ key ]]":"[[ secret `db/user` ]]","list":[1.0,["\u005b\u005b `é\"` ]]"],null,true,12345678901234567890],"other":"<&>"}""");

        var compiled = (await CompileAsync(spec)).Result.Value!;

        compiled.Resources![0].Configuration!.Value.GetRawText()
            .ShouldBe("""{"[[ key ]]":"admin","list":[1.0,["é\""],null,true,12345678901234567890],"other":"<&>"}""");
    }

    [Fact]
    public async Task CompileAsync_ValuesThatNeedEscapes_SurviveJson()
    {
        const string Value = "-----BEGIN\r\n\"\\\t\u0001 é 😀 </script>\n";
        _sources.With(FakeSources.Secret("tls"), "tls.crt", Value);

        (await CompileAsync(new ApiDefinitionSpec { Description = "[[ secret `tls/tls.crt` ]]" })).Result.Value!.Description.ShouldBe(Value);
    }

    [Fact]
    public async Task CompileAsync_ResolvedText_IsNotEvaluatedAgain() =>
        (await CompileAsync(new ApiDefinitionSpec { Description = "[[ configmap `env/marker` ]]" })).Result.Value!.Description
            .ShouldBe("[[ secret `db/user` ]]");

    [Fact]
    public async Task CompileAsync_SourceUsedTwice_IsReadOnce()
    {
        var outcome = await CompileAsync(new ApiDefinitionSpec
        {
            Name = "[[ secret `db/user` ]][[ secret `db/password` ]]",
            Version = "[[ secret `db/user` ]]",
            Description = "[[ configmap `db/user` ]]",
        });

        outcome.Result.Value.ShouldBeNull();
        _sources.Reads.ShouldBe([FakeSources.Secret("db"), FakeSources.ConfigMap("db")], ignoreOrder: true);
    }

    [Fact]
    public async Task CompileAsync_Success_ListsItsSources() =>
        (await CompileAsync(new ApiDefinitionSpec { Description = "[[ secret `db/user` ]][[ configmap `env/host` ]]" })).Sources
            .ShouldBe([FakeSources.Secret("db"), FakeSources.ConfigMap("env")]);

    [Theory]
    [InlineData("[[ secret `db/user` ]][[ secret `gone/key` ]][[ secret `never/key` ]]")]
    [InlineData("[[ secret `db/user` ]][[ configmap `env/host` | secret ]][[ secret `gone/key` ]]")]
    [InlineData("[[ secret `gone/key` ]]")]
    public async Task CompileAsync_Failure_ListsWhatWasAskedForSoFar(string template)
    {
        var outcome = await CompileAsync(new ApiDefinitionSpec { Description = template });

        outcome.TryGet(out _, out _).ShouldBeFalse();
        outcome.Sources.ShouldBe(_sources.Reads);
        outcome.Sources.ShouldNotContain(FakeSources.Secret("never"));
    }

    [Fact]
    public async Task CompileAsync_SeveralProblems_AreAllReportedInTheOrderOfTheDocument()
    {
        var spec = AnApi().With(api => api.Proxy!.Groups![0].Endpoints![0].Target = "[[ secret `gone/key` ]]").Build().Spec!;
        spec.Pages = new Dictionary<string, Page> { ["my.page"] = new() { Content = "[[ oops" }, ["fine"] = new() { Content = "[[ secret `db/user` ]]" } };
        spec.Resources = [new() { Configuration = JsonElement.Parse("""{"a b":["x",{"c":"[[ end ]]"}]}""") }];

        var outcome = await CompileAsync(spec);

        outcome.Problems.Select(problem => problem.Field).ShouldBe(
            ["spec.proxy.groups[0].endpoints[0].target", "spec.pages[my.page].content", "spec.resources[0].configuration[a b][1].c"],
            ignoreOrder: true);
        outcome.Result.Problem.ShouldBe(outcome.Problems[0]);
    }

    [Fact]
    public async Task CompileAsync_SourcesFail_ThrowsWhatTheyThrew()
    {
        _sources.Failure = new HttpRequestException("the API server is away");

        (await Should.ThrowAsync<HttpRequestException>(async () => await CompileAsync(new ApiDefinitionSpec { Description = "[[ secret `db/user` ]]" })))
            .ShouldBeSameAs(_sources.Failure);
    }

    [Fact]
    public async Task CompileAsync_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(async () => await new TemplateCompiler(_sources, enabled: true).CompileAsync(
            new ApiDefinitionSpec { Description = "[[ range 1000000 ]][[ end ]]" }, Type, "default", cancelled.Token));
    }

    [Fact]
    public async Task CompileAsync_TextThatDoesNotFitTheField_NamesTheFieldAndNotTheText()
    {
        _sources.With(FakeSources.Secret("short"), "text", "much too long");
        var labels = new Labels { Items = [new Label { Text = "[[ secret `short/text` ]]" }] };

        var outcome = await new TemplateCompiler(_sources, enabled: true).CompileAsync(labels, TestJson.Default.Labels, "default", CancellationToken.None);

        outcome.Result.Problem.ShouldBe(new ResolutionProblem(
            ProblemKind.Template,
            "spec.items[0].text: the text that its template makes does not fit this field; change the template or its source",
            "spec.items[0].text"));
        outcome.Sources.ShouldBe([FakeSources.Secret("short")]);
    }

    private static ApiDefinitionSpec WithConfiguration(string json) => new() { Resources = [new() { Configuration = JsonElement.Parse(json) }] };

    private async Task<TemplateOutcome<ApiDefinitionSpec>> CompileAsync(ApiDefinitionSpec spec) =>
        await new TemplateCompiler(_sources, enabled: true).CompileAsync(spec, Type, "default", CancellationToken.None);
}
