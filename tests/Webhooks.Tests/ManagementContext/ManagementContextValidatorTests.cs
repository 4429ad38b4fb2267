using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ManagementContextValidatorTests
{
    [Fact]
    public void Validate_CompleteContext_FindsNothing() => Validate(_ => { }).ShouldBeEmpty();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void Validate_NoBaseUrl_IsRefused(string? url)
    {
        var failure = Validate(spec => spec.BaseUrl = url).ShouldHaveSingleItem();

        failure.ErrorMessage.ShouldBe("[baseUrl] is mandatory when cloud is not enabled");
        failure.PropertyName.ShouldBe("spec.baseUrl");
    }

    [Theory]
    [InlineData("apim.example.com")]
    [InlineData("ftp://apim.example.com")]
    [InlineData("http://")]
    [InlineData("HTTP://apim.example.com")]
    [InlineData("/management")]
    [InlineData("http:/apim.example.com")]
    public void Validate_BaseUrlIsNoHttpUrl_IsRefused(string url)
    {
        var failure = Validate(spec => spec.BaseUrl = url).ShouldHaveSingleItem();

        failure.ErrorMessage.ShouldStartWith($"[baseUrl] is not a valid URL: \"{url}\"");
        failure.PropertyName.ShouldBe("spec.baseUrl");
    }

    [Theory]
    [InlineData("http://apim")]
    [InlineData("https://apim.example.com:8083/eu")]
    public void Validate_BaseUrlIsAnHttpUrl_FindsNothing(string url) => Validate(spec => spec.BaseUrl = url).ShouldBeEmpty();

    [Fact]
    public void Validate_NoOrganization_IsRefused() => Validate(spec => spec.OrganizationId = " ").Single()
        .ShouldSatisfyAllConditions(
            failure => failure.ErrorMessage.ShouldBe("[orgId] is mandatory when cloud is not enabled"),
            failure => failure.PropertyName.ShouldBe("spec.organizationId"));

    [Fact]
    public void Validate_NoEnvironment_IsRefused() => Validate(spec => spec.EnvironmentId = null).Single()
        .ShouldSatisfyAllConditions(
            failure => failure.ErrorMessage.ShouldBe("[envId] is mandatory when cloud is not enabled"),
            failure => failure.PropertyName.ShouldBe("spec.environmentId"));

    [Fact]
    public void Validate_NoAuth_IsRefused() => Validate(spec => spec.Auth = null).Single()
        .ShouldSatisfyAllConditions(
            failure => failure.ErrorMessage.ShouldStartWith("[auth] is mandatory when cloud is not enabled: "),
            failure => failure.PropertyName.ShouldBe("spec.auth"));

    [Fact]
    public void Validate_EmptyContext_ReportsAllInUpstreamsOrder() =>
        new ManagementContextValidator(new()).Validate(new ManagementContextSpec()).Errors.Select(failure => failure.PropertyName)
            .ShouldBe(["spec.baseUrl", "spec.organizationId", "spec.environmentId", "spec.auth"]);

    [Fact]
    public void Validate_ContextOfTheCloud_NeedsNothingElse() =>
        new ManagementContextValidator(new()).Validate(AContext().OfCloud(token: "t").Build().Spec!).Errors.ShouldBeEmpty();

    [Fact]
    public void Validate_CloudWithoutTokenAndSecret_IsNoCloud() =>
        Validate(spec => (spec.Cloud, spec.BaseUrl) = (new Cloud(), null)).Select(failure => failure.PropertyName).ShouldBe(["spec.baseUrl", "spec.cloud"]);

    [Fact]
    public void Validate_AuthWithoutCredentials_IsAWarning()
    {
        var failure = Validate(spec => spec.Auth = new Auth()).ShouldHaveSingleItem();

        failure.Severity.ShouldBe(Severity.Warning);
        failure.ErrorMessage.ShouldStartWith("[auth] holds no credentials: ");
    }

    [Fact]
    public void Validate_TwoKindsOfCredentials_TellsWhichWins()
    {
        var failure = Validate(spec => spec.Auth!.SecretRef = new() { Name = "s" }).ShouldHaveSingleItem();

        failure.Severity.ShouldBe(Severity.Warning);
        failure.ErrorMessage.ShouldBe("[auth] holds more than one kind of credentials: secretRef is used; remove bearerToken");
    }

    [Theory]
    [InlineData("credentials")]
    [InlineData("all")]
    public void Validate_AuthWithoutCredentialsAndStrict_IsRefused(string strict) =>
        Validate(spec => spec.Auth = new Auth(), strict).Single().Severity.ShouldBe(Severity.Error);

    [Fact]
    public void Validate_SecretOnly_FindsNothing() =>
        Validate(spec => spec.Auth = new Auth { SecretRef = new() { Name = "s" } }).ShouldBeEmpty();

    [Fact]
    public void Validate_UserAndPasswordOnly_FindsNothing() =>
        Validate(spec => spec.Auth = new Auth { Credentials = new() { Username = "u", Password = "p" } }).ShouldBeEmpty();

    [Theory]
    [InlineData(new string[0], Severity.Warning)]
    [InlineData(new[] { "credentials" }, Severity.Error)]
    public void Validate_EmptyCloud_IsAsStrictAsAsked(string[] strict, Severity expected) =>
        Validate(spec => spec.Cloud = new Cloud(), strict).ShouldHaveSingleItem().Severity.ShouldBe(expected);

    [Fact]
    public void Validate_TwoCloudTokens_TellsWhichWins() =>
        Validate(spec => spec.Cloud = new Cloud { Token = "t", SecretRef = new() { Name = "s" } }).ShouldHaveSingleItem()
            .ErrorMessage.ShouldBe("[cloud] holds more than one token: that of secretRef is used; remove token");

    private static List<ValidationFailure> Validate(Action<ManagementContextSpec> change, params string[] strict) =>
        new ManagementContextValidator(new AdmissionPolicy { Strict = strict.ToHashSet() }).Validate(AContext().With(change).Build().Spec!).Errors;
}
