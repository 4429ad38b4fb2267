using Gko.Contracts;
using Gko.Kubernetes.Admission;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ApiResourceAdmissionTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public static TheoryData<string, Action<ApiResourceSpec>, string?, string?> Rules { get; } = new()
    {
        { "B6 complete", _ => { }, null, null },
        { "B6 empty configuration", spec => spec.Configuration = System.Text.Json.JsonElement.Parse("{}"), null, null },
        { "B6 no type", spec => (spec.Type, spec.Name) = (null, ""), "missing required value in property [type]: give the resource one", "spec.type" },
        { "B6 no name", spec => (spec.Name, spec.Configuration) = ("", null), "missing required value in property [name]: give the resource one", "spec.name" },
        { "B6 no configuration", spec => spec.Configuration = null, "missing required value in property [configuration]: give the resource one", "spec.configuration" },
        { "B1 template", spec => (spec.Name, spec.Type) = ("[[ secret `missing/k` ]]", null), TemplateTexts.NoSource("spec.name", "secret [default/missing]"), "spec.name" },
    };

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Rules))]
    public async Task Create_RuleOfTheSpecification_GivesItsVerdict(string id, Action<ApiResourceSpec> change, string? error, string? field) =>
        Check(id, await _fixture.ReviewAsync(Requests.Create(AnApiResource().With(change).Build())), error, field);

    [Theory, MemberData(nameof(Rules))]
    public async Task Update_RuleOfTheSpecification_GivesItsVerdict(string id, Action<ApiResourceSpec> change, string? error, string? field) =>
        Check(id, await _fixture.ReviewAsync(Requests.Update(AnApiResource().With(spec => spec.Enabled = false).Build(), AnApiResource().With(change).Build())), error, field);

    [Fact]
    public async Task Create_NothingAtAll_TellsOfAllThatIsMissing()
    {
        var verdict = await _fixture.ReviewAsync(Requests.Create(new ApiResource { Metadata = new() { Name = "cache", Namespace = "default" } }));

        verdict.Errors.Select(error => error.Field).ShouldBe(["spec.type", "spec.name", "spec.configuration"]);
    }

    [Fact]
    public async Task Delete_Unused_IsAllowed()
    {
        var verdict = await _fixture.ReviewAsync(Requests.Delete(AnApiResource().Build()));

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_UsedByAnApi_IsAsStrictAsAsked(bool strict)
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string>(strict ? [CheckIds.InUse] : []) };
        _fixture.Cluster.Put(AV4Api("user").With(spec => spec.Resources = [new() { Ref = new() { Name = "cache" } }]).Build());

        var verdict = await _fixture.ReviewAsync(Requests.Delete(AnApiResource().Build()));

        verdict.Allowed.ShouldBe(!strict);
        (strict ? verdict.Errors.Select(error => error.Message) : verdict.Warnings).ShouldBe(
            ["[cache] is still used by 1 ApiV4Definition (default/user): delete these first, or take the reference out of them"]);
    }

    private static void Check(string id, AdmissionVerdict verdict, string? error, string? field)
    {
        var first = verdict.Errors.Select(found => (found.Message, found.Field)).FirstOrDefault();
        first.ShouldBe((error!, field), id);
        verdict.Warnings.ShouldBeEmpty();
    }
}
