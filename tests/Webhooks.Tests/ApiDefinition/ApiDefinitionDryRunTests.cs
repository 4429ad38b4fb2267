using Gko.Apim.Client;
using Gko.Apim.Identifiers;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>What APIM's answer to the dry run of a v2 API means.</summary>
public sealed class ApiDefinitionDryRunTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Create_DryRunFindsSevereErrors_IsRefusedWithEach()
    {
        _fixture.Apim.OnImport = _ => new ImportStatus { Errors = new ImportErrors { Severe = ["one", "two"], Warning = ["odd"] } };

        var verdict = await CreateAsync(AnApi());

        verdict.Errors.Select(error => error.Message).ShouldBe(["one", "two"]);
        verdict.Warnings.ShouldBe(["odd"]);
    }

    [Fact]
    public async Task Create_DryRunObjectsToAPredecessorInApim_IsCheckedAsItsHeir()
    {
        _fixture.Apim.OnImport = import => (string?)import.Body["id"] == "of-the-predecessor"
            ? FakeApim.Accept(import)
            : new ImportStatus { Errors = new ImportErrors { Severe = ["Path [/api/] already exists"] } };
        _fixture.Apim.Known[Ids.UuidXxh3("default/api")] = "of-the-predecessor";

        (await CreateAsync(AnApi())).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_DryRunWarns_IsAllowedWithTheWarnings()
    {
        _fixture.Apim.OnImport = _ => new ImportStatus
        {
            Errors = new ImportErrors { Warning = ["category [x] is not defined in environment [DEFAULT]"] },
        };

        var verdict = await CreateAsync(AnApi());

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldBe(["category [x] is not defined in environment [DEFAULT]"]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(409)]
    public async Task Create_ApimRefuses_IsRefusedInApimsWords(int status)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        (await CreateAsync(AnApi())).Errors.ShouldHaveSingleItem().Message.ShouldBe(_fixture.Apim.Failure.Message);
    }

    [Fact]
    public async Task Create_CredentialsFitIntoNoHeader_IsRefused()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(ApimErrorKind.BadCredentials);

        (await CreateAsync(AnApi())).Allowed.ShouldBeFalse();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Create_ApimFails_IsAWarning(int status)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        var verdict = await CreateAsync(AnApi());

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("APIM could not check this API, it will be synced when APIM answers: ");
    }

    [Theory]
    [InlineData(ApimErrorKind.Unreachable)]
    [InlineData(ApimErrorKind.Timeout)]
    [InlineData(ApimErrorKind.CircuitOpen)]
    [InlineData(ApimErrorKind.InvalidResponse)]
    public async Task Create_ApimDoesNotAnswer_IsAWarning(ApimErrorKind kind)
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(kind);

        var verdict = await CreateAsync(AnApi());

        (verdict.Allowed, verdict.Warnings.Count).ShouldBe((true, 1));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(null)]
    public async Task Create_ApimDoesNotAnswerAndPolicyDeny_IsRefused(int? status)
    {
        _fixture.Policy = new AdmissionPolicy { OnApimUnavailable = ApimUnavailablePolicy.Deny };
        _fixture.Apim.Failure = status is { } code ? ApimErrors.Status(code) : ApimErrors.NoAnswer();

        (await CreateAsync(AnApi())).Allowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Create_WarnedByItself_IsStillShownToApim()
    {
        var verdict = await CreateAsync(AnApi().WithPlans());

        (verdict.Allowed, verdict.Warnings.Count, _fixture.Apim.Imports.Count).ShouldBe((true, 1, 1));
    }

    [Fact]
    public async Task Create_AnyVerdict_HoldsNoSecret()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer();

        (await CreateAsync(AnApi())).Warnings.ShouldHaveSingleItem().ShouldNotContain(ContextBuilder.Token);
    }

    private Task<AdmissionVerdict> CreateAsync(ApiBuilder api) => _fixture.ReviewAsync(Requests.Create(api.Build()));
}
