using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts.V2;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Resolution;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ApiDefinitionValidatorTests
{
    [Fact]
    public void Validate_CompleteApi_FindsNothing() => Validate(AnApi()).ShouldBeEmpty();

    [Fact]
    public void Validate_StartedWithoutPlans_IsAWarning()
    {
        var failure = Validate(AnApi().WithPlans()).ShouldHaveSingleItem();

        (failure.Severity, failure.PropertyName).ShouldBe((Severity.Warning, "spec.plans"));
    }

    [Theory]
    [InlineData("no-plans")]
    [InlineData("all")]
    public void Validate_StartedWithoutPlansAndStrict_IsRefusedInUpstreamsWords(string strict)
    {
        var failure = Validate(AnApi().WithPlans(), [strict]).ShouldHaveSingleItem();

        failure.Severity.ShouldBe(Severity.Error);
        failure.ErrorMessage.ShouldBe(
            "cannot apply API [api]. Its state is set to STARTED, but the API has no plans. APIs must have at least one plan in order to be deployed.");
    }

    [Fact]
    public void Validate_NoStateAndNoPlans_CountsAsStarted() =>
        Validate(AnApi().WithPlans().With(spec => spec.State = null)).ShouldHaveSingleItem();

    [Fact]
    public void Validate_StoppedWithoutPlans_FindsNothing() =>
        Validate(AnApi().WithPlans().With(spec => spec.State = ApiStates.Stopped), ["all"]).ShouldBeEmpty();

    [Fact]
    public void Validate_TwoPlansOfOneName_IsAWarning()
    {
        var failure = Validate(AnApi().WithPlans("a", "b", "a")).ShouldHaveSingleItem();

        (failure.Severity, failure.PropertyName).ShouldBe((Severity.Warning, "spec.plans"));
        failure.ErrorMessage.ShouldContain("[a]");
    }

    [Fact]
    public void Validate_TwoPlansOfOneNameAndStrict_IsRefused() =>
        Validate(AnApi().WithPlans("a", "a"), ["plan-names"]).Single().Severity.ShouldBe(Severity.Error);

    [Fact]
    public void Validate_Conflict_IsRefusedInUpstreamsWordsWithTheHost()
    {
        var failure = Validate(AnApi(), [], new PathConflict("/a", 2, new ObjectKey("ns", "first"))).ShouldHaveSingleItem();

        failure.Severity.ShouldBe(Severity.Error);
        failure.ErrorMessage.ShouldBe("invalid API context path [/a]. API [ns/first] is already defined with the same path");
        failure.PropertyName.ShouldBe("spec.proxy.virtual_hosts[2].path");
    }

    [Fact]
    public void Validate_PathIsNoPath_IsRefusedInUpstreamsWords()
    {
        var failure = Validate(AnApi().WithPath("/fine").AndPath("/%zz")).ShouldHaveSingleItem();

        failure.Severity.ShouldBe(Severity.Error);
        failure.ErrorMessage.ShouldStartWith("path [/%zz] is invalid: ");
        failure.PropertyName.ShouldBe("spec.proxy.virtual_hosts[1].path");
    }

    [Theory]
    [InlineData("a", new string[0], Severity.Warning)]
    [InlineData("a", new[] { "paths" }, Severity.Error)]
    [InlineData("", new string[0], Severity.Warning)]
    public void Validate_PathWithoutSlash_IsAsStrictAsAsked(string path, string[] strict, Severity expected)
    {
        var failure = Validate(AnApi().WithPath(path), strict).ShouldHaveSingleItem();

        (failure.Severity, failure.PropertyName).ShouldBe((expected, "spec.proxy.virtual_hosts[0].path"));
    }

    [Theory]
    [InlineData(new string[0], Severity.Warning)]
    [InlineData(new[] { "paths" }, Severity.Error)]
    public void Validate_OneAddressTwice_IsAsStrictAsAsked(string[] strict, Severity expected)
    {
        var failure = Validate(AnApi().WithPath("/a").AndPath("//a/"), strict).ShouldHaveSingleItem();

        (failure.Severity, failure.PropertyName).ShouldBe((expected, "spec.proxy.virtual_hosts[1].path"));
    }

    [Fact]
    public void Validate_OnePathOnTwoHosts_FindsNothing() =>
        Validate(AnApi().WithPath("/a", "one").AndPath("/a", "two")).ShouldBeEmpty();

    [Fact]
    public void Validate_EmptyResource_NamesAllThatIsMissing()
    {
        var failures = Validate(AnApi().With(spec => spec.Resources = [new()]));

        failures.ShouldAllBe(failure => failure.Severity == Severity.Error);
        failures.Select(failure => failure.ErrorMessage.Split(':')[0]).ShouldBe(
        [
            "missing required value in property [type]",
            "missing required value in property [name]",
            "missing required value in property [configuration]",
        ]);
        failures.Select(failure => failure.PropertyName).ShouldBe(
            ["spec.resources[0].type", "spec.resources[0].name", "spec.resources[0].configuration"]);
    }

    [Fact]
    public void Validate_CompleteResource_FindsNothing() =>
        Validate(AnApi().With(spec => spec.Resources = [new() { Name = "n", Type = "t", Configuration = JsonElement.Parse("{}") }]))
            .ShouldBeEmpty();

    [Fact]
    public void Validate_ResourceReference_IsRefusedInUpstreamsWords()
    {
        var failure = Validate(AnApi().With(spec => spec.Resources = [new() { Ref = new() { Name = "redis" } }])).ShouldHaveSingleItem();

        failure.ErrorMessage.ShouldStartWith("api references resource [default/redis] that does not exist in the cluster: ");
        failure.PropertyName.ShouldBe("spec.resources[0].ref");
    }

    [Fact]
    public void Validate_NotificationReference_IsRefusedInUpstreamsWords()
    {
        var failure = Validate(AnApi().With(spec => spec.NotificationsRefs = [new() { Name = "missing" }])).ShouldHaveSingleItem();

        failure.ErrorMessage.ShouldStartWith("api references notification [default/missing] that does not exist in the cluster: ");
        failure.PropertyName.ShouldBe("spec.notificationsRefs[0]");
    }

    [Fact]
    public void Validate_ParentPageMissing_IsRefusedInUpstreamsWords()
    {
        var failure = Validate(AnApi().With(spec => spec.Pages = Page("markdown", "missing-parent-page"))).ShouldHaveSingleItem();

        failure.Severity.ShouldBe(Severity.Error);
        failure.ErrorMessage.ShouldStartWith(
            "can not apply API [api]. Parent page [missing-parent-page] can not be found for page [markdown]: ");
        failure.PropertyName.ShouldBe("spec.pages.markdown.parent");
    }

    [Fact]
    public void Validate_ParentPageIsKeyOfAnother_FindsNothing() =>
        Validate(AnApi().With(spec => spec.Pages = new() { ["a"] = new Page(), ["b"] = new Page { Parent = "a" } })).ShouldBeEmpty();

    [Theory]
    [InlineData(new string[0], Severity.Warning)]
    [InlineData(new[] { "endpoints" }, Severity.Error)]
    public void Validate_GroupWithoutEndpoints_IsAsStrictAsAsked(string[] strict, Severity expected)
    {
        var failure = Validate(AnApi().With(spec => spec.Proxy!.Groups = [new EndpointGroup()]), strict).ShouldHaveSingleItem();

        (failure.Severity, failure.PropertyName).ShouldBe((expected, "spec.proxy.groups[0].endpoints"));
    }

    [Fact]
    public void Validate_GroupWithDiscovery_NeedsNoEndpoints()
    {
        var group = new EndpointGroup { Services = new Services { Discovery = new EndpointDiscovery { Enabled = true } } };

        Validate(AnApi().With(spec => spec.Proxy!.Groups = [group])).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("not-a-url")]
    [InlineData("backend:8080")]
    [InlineData("/backend")]
    [InlineData("")]
    [InlineData(null)]
    public void Validate_TargetIsNoUrl_IsAWarning(string? target)
    {
        var failure = Validate(AnApi().WithTarget(target)).ShouldHaveSingleItem();

        (failure.Severity, failure.PropertyName).ShouldBe((Severity.Warning, "spec.proxy.groups[0].endpoints[0].target"));
    }

    [Fact]
    public void Validate_TargetIsNoUrlAndStrict_IsRefused() =>
        Validate(AnApi().WithTarget("not-a-url"), ["endpoints"]).Single().Severity.ShouldBe(Severity.Error);

    [Theory]
    [InlineData("http://backend:8080/x")]
    [InlineData("https://backend.example.com")]
    [InlineData("grpc://backend:9000")]
    [InlineData("{#properties['backend']}")]
    public void Validate_TargetIsAnAddressOrAnExpression_FindsNothing(string target) => Validate(AnApi().WithTarget(target)).ShouldBeEmpty();

    [Fact]
    public void Validate_OtherCheckStrict_StaysAWarning() =>
        Validate(AnApi().WithTarget("not-a-url"), ["no-plans", "paths"]).Single().Severity.ShouldBe(Severity.Warning);

    [Fact]
    public void Validate_EverythingWrong_ReportsInUpstreamsOrder()
    {
        var api = AnApi().WithPlans().WithPath("/%").With(spec =>
        {
            spec.Resources = [new() { Name = "n", Type = "t" }, new() { Ref = new() { Name = "r" } }];
            spec.Pages = Page("p", "absent");
            spec.NotificationsRefs = [new() { Name = "n" }];
        });

        Validate(api, ["all"], new PathConflict("/%", 0, new ObjectKey("default", "first")))
            .Select(failure => failure.ErrorMessage.Split(' ')[0..3]).Select(words => string.Join(' ', words)).ShouldBe(
        [
            "cannot apply API",
            "invalid API context",
            "path [/%] is",
            "missing required value",
            "api references resource",
            "can not apply",
            "api references notification",
        ]);
    }

    [Fact]
    public void Validate_NoSpec_DoesNotFail() =>
        Validate(AnApi().WithObject(api => api.Spec = null)).ShouldHaveSingleItem().PropertyName.ShouldBe("spec.plans");

    private static Dictionary<string, Page> Page(string key, string parent) => new() { [key] = new Page { Parent = parent } };

    private static List<ValidationFailure> Validate(ApiBuilder api, string[]? strict = null, params PathConflict[] conflicts) =>
        new ApiDefinitionValidator(new AdmissionPolicy { Strict = (strict ?? []).ToHashSet() })
            .Validate(new ApiDefinitionCandidate(api.Build(), conflicts)).Errors;
}
