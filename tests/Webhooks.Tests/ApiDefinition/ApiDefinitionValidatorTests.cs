using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;
using Gko.Contracts;
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
        var failure = Validate(AnApi(), [], Conflict("/a", 2, "ns")).ShouldHaveSingleItem();

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

    [Theory]
    [InlineData("spec.resources[0].ref")]
    [InlineData("spec.notificationsRefs[0]")]
    [InlineData("spec.elsewhere")]
    public void Validate_UnresolvedReference_IsRefused(string field)
    {
        var failure = Validate(AnApi().Build(), [], [Problem(field)], []).ShouldHaveSingleItem();

        (failure.Severity, failure.ErrorMessage, failure.PropertyName).ShouldBe((Severity.Error, "no such thing", field));
    }

    [Fact]
    public void Validate_ReferenceThatIsNotSyncedYet_IsAWarning() =>
        Validate(AnApi().Build(), [], [Problem("spec.resources[0].ref") with { IsPending = true }], [])
            .ShouldHaveSingleItem().Severity.ShouldBe(Severity.Warning);

    [Fact]
    public void Validate_UnresolvedContext_IsReportedElsewhere() =>
        Validate(AnApi().Build(), [], [Problem("spec.contextRef")], []).ShouldBeEmpty();

    [Theory]
    [InlineData(new string[0], Severity.Warning)]
    [InlineData(new[] { "paths" }, Severity.Error)]
    public void Validate_ConflictThatUpstreamTolerates_IsAsStrictAsAsked(string[] strict, Severity expected) =>
        Validate(AnApi(), strict, Conflict("/a", 0, "ns") with { IsTolerated = true }).ShouldHaveSingleItem().Severity.ShouldBe(expected);

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

        Validate(api.Build(), ["all"], [Problem("spec.notificationsRefs[0]"), Problem("spec.resources[1].ref")], [Conflict("/%", 0, "ns")])
            .Select(failure => failure.ErrorMessage.Split(' ')[0..3]).Select(words => string.Join(' ', words)).ShouldBe(
        [
            "cannot apply API",
            "invalid API context",
            "path [/%] is",
            "missing required value",
            "no such thing",
            "can not apply",
            "no such thing",
        ]);
    }

    [Fact]
    public void Validate_NoSpec_DoesNotFail() =>
        Validate(AnApi().WithObject(api => api.Spec = null)).ShouldHaveSingleItem().PropertyName.ShouldBe("spec.plans");

    private static Dictionary<string, Page> Page(string key, string parent) => new() { [key] = new Page { Parent = parent } };

    private static ResolutionProblem Problem(string field) => new(ProblemKind.UnresolvedReference, "no such thing", field);

    private static PathConflict Conflict(string path, int index, string ns) => new(
        new ApiAddress(AddressKind.Http, path, $"spec.proxy.virtual_hosts[{index}].path"),
        ReferenceKey.Of<ApiDefinition>(new ObjectKey(ns, "first")), false);

    private static List<ValidationFailure> Validate(ApiBuilder api, string[]? strict = null, params PathConflict[] conflicts) =>
        Validate(api.Build(), strict, [], conflicts);

    private static List<ValidationFailure> Validate(
        ApiDefinition api, string[]? strict, IReadOnlyList<ResolutionProblem> problems, PathConflict[] conflicts) =>
        new ApiDefinitionValidator(new AdmissionPolicy { Strict = (strict ?? []).ToHashSet() })
            .Validate(new ApiDefinitionCandidate(api.Metadata.Name!, api.Spec ?? new(), problems, conflicts)).Errors;
}
