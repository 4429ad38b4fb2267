using Gko.Apim.Client;
using Gko.Kubernetes.Admission;
using Gko.Resolution;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ManagementContextAdmissionTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Create_ApimAnswers_IsAllowedWithoutAWord()
    {
        var verdict = await CreateAsync(AContext());

        (verdict.Allowed, verdict.Warnings.Count, _fixture.Apim.Pings.Count).ShouldBe((true, 0, 1));
    }

    [Fact]
    public async Task Create_BadCredentials_IsRefused()
    {
        _fixture.Apim.Failure = ApimErrors.Status(401);

        var error = (await CreateAsync(AContext())).Errors.ShouldHaveSingleItem();

        error.Message.ShouldStartWith("bad credentials for context [ctx]: APIM refused them with 401");
        error.Field.ShouldBe("spec.auth");
    }

    [Fact]
    public async Task Create_CredentialsFitIntoNoHeader_DoesNotBlameApim()
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(ApimErrorKind.BadCredentials);

        var message = (await CreateAsync(AContext())).Errors.ShouldHaveSingleItem().Message;

        message.ShouldStartWith("bad credentials for context [ctx]: unable to perform request");
        message.ShouldNotContain("401");
    }

    [Fact]
    public async Task Create_UnknownOrganizationOrEnvironment_IsRefusedInApimsWords()
    {
        _fixture.Apim.Failure = ApimErrors.Status(400, "Invalid environment");

        (await CreateAsync(AContext())).Errors.ShouldHaveSingleItem().Message.ShouldBe(_fixture.Apim.Failure.Message);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Create_ApimAnswersOtherwise_IsAWarning(int status)
    {
        _fixture.Apim.Failure = ApimErrors.Status(status);

        var verdict = await CreateAsync(AContext());

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("unable to reach APIM, [https://apim.example.com] is not available: ");
    }

    [Theory]
    [InlineData(ApimErrorKind.Unreachable)]
    [InlineData(ApimErrorKind.Timeout)]
    [InlineData(ApimErrorKind.InvalidResponse)]
    [InlineData(ApimErrorKind.CircuitOpen)]
    public async Task Create_NoAnswer_IsAWarning(ApimErrorKind kind)
    {
        _fixture.Apim.Failure = ApimErrors.NoAnswer(kind);

        var verdict = await CreateAsync(AContext());

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith("unable to reach APIM, [https://apim.example.com] is not available: ");
    }

    [Fact]
    public async Task Create_InvalidByItself_DoesNotCallApim()
    {
        var verdict = await CreateAsync(AContext().With(spec => spec.BaseUrl = null));

        verdict.Errors[0].Message.ShouldBe("[baseUrl] is mandatory when cloud is not enabled");
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Create_NoSpec_IsRefused() =>
        (await CreateAsync(AContext().WithObject(context => context.Spec = null))).Allowed.ShouldBeFalse();

    [Fact]
    public async Task Create_NamespaceOutOfScope_IsLeftToOthers()
    {
        _fixture.Scope = new WatchScope(["elsewhere"]);

        var verdict = await CreateAsync(AContext().WithSecret("absent"));

        verdict.Allowed.ShouldBeTrue();
        verdict.Warnings.ShouldHaveSingleItem().ShouldContain("is not managed by this operator instance");
        _fixture.Cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_SameSpec_CallsNobody()
    {
        var verdict = await _fixture.ReviewAsync(
            Requests.Update(AContext().WithSecret("absent").Build(), AContext().WithSecret("absent").Annotated("a", "b").Build()));

        verdict.Allowed.ShouldBeTrue();
        (_fixture.Apim.Calls, _fixture.Cluster.Requests.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Update_OtherSpec_IsReviewed()
    {
        await _fixture.ReviewAsync(Requests.Update(AContext().Build(), AContext().With(spec => spec.EnvironmentId = "OTHER").Build()));

        _fixture.Apim.Pings.ShouldHaveSingleItem().EnvironmentId.ShouldBe("OTHER");
    }

    [Fact]
    public async Task Update_ObjectIsBeingDeleted_IsAllowed()
    {
        var context = AContext().With(spec => spec.BaseUrl = null).Deleting().Build();

        (await _fixture.ReviewAsync(Requests.Update(context, context))).Allowed.ShouldBeTrue();
    }

    [Fact]
    public async Task Create_AddressIsATemplate_IsCheckedByItsValue()
    {
        _fixture.Cluster.Put(AConfigMap().WithKey("url", "https://apim.example.com").Build());

        (await CreateAsync(AContext().With(spec => spec.BaseUrl = "[[ configmap `config/url` ]]"))).Allowed.ShouldBeTrue();
    }

    private Task<AdmissionVerdict> CreateAsync(ContextBuilder context) => _fixture.ReviewAsync(Requests.Create(context.Build()));
}
