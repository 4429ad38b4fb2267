using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Certificates;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Admission.Registration;

public sealed class WebhookRegistrarTests
{
    private static readonly ObjectKey Validating = new(null, "demo-validating");
    private static readonly ObjectKey Mutating = new(null, "demo-mutating");

    private static readonly WebhookRegistration InCluster = new()
    {
        ValidatingName = Validating.Name,
        MutatingName = Mutating.Name,
        Service = new WebhookServiceReference { Namespace = "ops", Name = "demo-webhook" },
        CaBundle = "PEM",
        TimeoutSeconds = 10,
        Labels = new Dictionary<string, string> { ["app"] = "demo" },
    };

    private static readonly WebhookDescription[] Webhooks =
    [
        new("v1.demo.io.widget", "/validate-widget", Widget.Type, [AdmissionOperation.Create, AdmissionOperation.Update, AdmissionOperation.Delete], false),
        new("v1.demo.io.widget", "/mutate-widget", Widget.Type, [AdmissionOperation.Create, AdmissionOperation.Update], true),
    ];

    private readonly ScriptedKubeClient _client = new();
    private readonly WebhookRegistrar _registrar;

    public WebhookRegistrarTests() => _registrar = new WebhookRegistrar(_client, "demo-operator", NullLogger<WebhookRegistrar>.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static WebhookRegistration OutsideAt(int port) => InCluster with { Service = null, Url = new Uri($"https://host.test:{port}") };

    [Fact]
    public async Task Register_Nothing_AppliesBothConfigurations()
    {
        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeTrue();

        var entry = _client.Peek<ValidatingWebhookConfiguration>(Validating)!.Webhooks.ShouldHaveSingleItem();
        entry.ShouldSatisfyAllConditions(
            () => entry.Name.ShouldBe("v1.demo.io.widget"),
            () => entry.ClientConfig!.Service!.Path.ShouldBe("/validate-widget"),
            () => entry.ClientConfig!.Service!.Port.ShouldBe(443),
            () => entry.ClientConfig!.Url.ShouldBeNull(),
            () => entry.ClientConfig!.CaBundle.ShouldBe("PEM"u8.ToArray()),
            () => entry.Rules![0].Operations.ShouldBe(["CREATE", "UPDATE", "DELETE"]),
            () => entry.Rules![0].ApiGroups.ShouldBe(["demo.io"]),
            () => entry.Rules![0].Resources.ShouldBe(["widgets"]),
            () => entry.FailurePolicy.ShouldBe("Fail"),
            () => entry.MatchPolicy.ShouldBe("Equivalent"),
            () => entry.SideEffects.ShouldBe("None"),
            () => entry.TimeoutSeconds.ShouldBe(10),
            () => entry.AdmissionReviewVersions.ShouldBe(["v1"]),
            () => entry.NamespaceSelector!.MatchExpressions.ShouldBeNull(),
            () => entry.ReinvocationPolicy.ShouldBeNull());
        _client.Peek<MutatingWebhookConfiguration>(Mutating)!.Webhooks![0].ReinvocationPolicy.ShouldBe("Never");
        _client.LastPatchOptions!.FieldManager.ShouldBe("demo-operator");
        _client.LastPatchOptions.Force.ShouldBeTrue();
    }

    [Fact]
    public async Task Unregister_OwnConfigurations_AreRemoved()
    {
        await _registrar.RegisterAsync(OutsideAt(9443), Webhooks, Ct);

        await _registrar.UnregisterAsync(new Uri("https://host.test:9443"), Validating.Name, Mutating.Name, Ct);

        _client.Peek<ValidatingWebhookConfiguration>(Validating).ShouldBeNull();
        _client.Peek<MutatingWebhookConfiguration>(Mutating).ShouldBeNull();
    }

    [Fact]
    public async Task Unregister_AnotherProcessRegisteredItselfSince_LeavesItsConfigurations()
    {
        await _registrar.RegisterAsync(OutsideAt(9443), Webhooks, Ct);
        await _registrar.RegisterAsync(OutsideAt(9444), Webhooks, Ct);

        await _registrar.UnregisterAsync(new Uri("https://host.test:9443"), Validating.Name, Mutating.Name, Ct);

        _client.Peek<ValidatingWebhookConfiguration>(Validating).ShouldNotBeNull();
        _client.Peek<MutatingWebhookConfiguration>(Mutating).ShouldNotBeNull();
    }

    [Fact]
    public async Task Unregister_NothingThere_DoesNothing() =>
        await Should.NotThrowAsync(_registrar.UnregisterAsync(new Uri("https://host.test:9443"), Validating.Name, Mutating.Name, Ct));

    [Fact]
    public async Task Register_Again_WritesNothing()
    {
        await _registrar.RegisterAsync(InCluster, Webhooks, Ct);
        _client.Calls.Clear();

        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeFalse();

        _client.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Register_FieldsThatOthersOwn_CauseNoWrite()
    {
        await _registrar.RegisterAsync(InCluster, Webhooks, Ct);
        _client.Edit<ValidatingWebhookConfiguration>(Validating, stored =>
        {
            stored["metadata"]!["labels"]!["team"] = "a";
            stored["webhooks"]![0]!["matchConditions"]!.AsArray().Insert(0, new JsonObject { ["name"] = "x", ["expression"] = "true" });
        });

        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Register_Conditions_LetDeletionsInProgressPass()
    {
        await _registrar.RegisterAsync(InCluster, Webhooks, Ct);

        foreach (var entry in new[] { _client.Peek<ValidatingWebhookConfiguration>(Validating)!.Webhooks![0], _client.Peek<MutatingWebhookConfiguration>(Mutating)!.Webhooks![0] })
        {
            var condition = entry.MatchConditions.ShouldHaveSingleItem();
            condition.Name.ShouldBe("not-under-deletion");
            condition.Expression.ShouldBe("oldObject == null || !has(oldObject.metadata.deletionTimestamp) || (object != null && (has(object.spec) != has(oldObject.spec) || (has(object.spec) && object.spec != oldObject.spec)))");
        }
    }

    [Fact]
    public async Task Register_ExemptUser_IsQuoted()
    {
        await _registrar.RegisterAsync(InCluster with { ExemptUser = "a\"b\\c" }, Webhooks, Ct);

        _client.Peek<ValidatingWebhookConfiguration>(Validating)!.Webhooks![0].MatchConditions![1].Expression
            .ShouldBe("""request.userInfo.username != "a\"b\\c" """.TrimEnd());
    }

    [Fact]
    public async Task Register_NoLongerExempt_WritesAgain()
    {
        await _registrar.RegisterAsync(InCluster with { ExemptUser = "system:serviceaccount:a:b" }, Webhooks, Ct);

        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Register_ServerDropsConditions_WritesOnce()
    {
        _client.AfterWrite = stored => stored["webhooks"]![0]!.AsObject().Remove("matchConditions");

        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeTrue();

        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Register_ServerRefusesConditions_WritesWithoutThem()
    {
        _client.AfterWrite = stored =>
        {
            if (stored["webhooks"]![0]!["matchConditions"] is not null)
            {
                throw ScriptedKubeClient.Failure(
                    HttpStatusCode.InternalServerError, "", "failed to create typed patch object: .webhooks[name=\"x\"].matchConditions: field not declared in schema");
            }
        };

        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeTrue();

        _client.Peek<MutatingWebhookConfiguration>(Mutating)!.Webhooks!.ShouldHaveSingleItem().MatchConditions.ShouldBeNull();
        _client.Writes.Count().ShouldBe(3, "the server is asked for conditions once");
        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeFalse();
    }

    [Fact]
    public async Task Register_ConditionsRemovedByHand_WritesThemAgain()
    {
        await _registrar.RegisterAsync(InCluster, Webhooks, Ct);
        _client.Edit<ValidatingWebhookConfiguration>(Validating, stored => stored["webhooks"]![0]!.AsObject().Remove("matchConditions"));

        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData("a", 1)]
    public async Task Register_ClusterScopedKind_OnlyForTheWholeCluster(string? ns, int expected)
    {
        var type = new ResourceType<Widget>("demo.io", "v1", "Rule", "rules", false, Widget.Type.Json);
        var webhooks = Webhooks.Append(new("v1.demo.io.rule", "/validate-rule", type, [AdmissionOperation.Create], false)).ToArray();

        await _registrar.RegisterAsync(InCluster with { Namespaces = ns is null ? null : [ns] }, webhooks, Ct);

        _client.Peek<ValidatingWebhookConfiguration>(Validating)!.Webhooks!.Count.ShouldBe(expected);
    }

    [Theory]
    [InlineData("other CA", "app=demo")]
    [InlineData("PEM", "app=other")]
    public async Task Register_Difference_WritesAgain(string caBundle, string label)
    {
        await _registrar.RegisterAsync(InCluster, Webhooks, Ct);
        var labels = new Dictionary<string, string> { [label.Split('=')[0]] = label.Split('=')[1] };

        (await _registrar.RegisterAsync(InCluster with { CaBundle = caBundle, Labels = labels }, Webhooks, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Register_Namespaces_SelectsThemByName()
    {
        await _registrar.RegisterAsync(InCluster with { Namespaces = ["b", "a"] }, Webhooks, Ct);

        var selector = _client.Peek<ValidatingWebhookConfiguration>(Validating)!.Webhooks![0].NamespaceSelector!;
        var expression = selector.MatchExpressions.ShouldHaveSingleItem();
        expression.Key.ShouldBe("kubernetes.io/metadata.name");
        expression.Operator.ShouldBe("In");
        expression.Values.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task Register_NamespacesWithdrawn_WritesAgain()
    {
        await _registrar.RegisterAsync(InCluster with { Namespaces = ["a"] }, Webhooks, Ct);

        (await _registrar.RegisterAsync(InCluster, Webhooks, Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Register_Url_IsUsedInsteadOfTheService()
    {
        await _registrar.RegisterAsync(InCluster with { Url = new Uri("https://192.168.1.5:9443/") }, Webhooks, Ct);

        var config = _client.Peek<MutatingWebhookConfiguration>(Mutating)!.Webhooks![0].ClientConfig!;
        config.Url.ShouldBe("https://192.168.1.5:9443/mutate-widget");
        config.Service.ShouldBeNull();
    }

    [Fact]
    public async Task Register_NoMutatingWebhook_LeavesThatConfigurationAlone()
    {
        await _registrar.RegisterAsync(InCluster, [Webhooks[0]], Ct);

        _client.Calls.ShouldNotContain(call => call.Contains("mutating", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Register_NeitherUrlNorService_Throws() =>
        await Should.ThrowAsync<ArgumentException>(_registrar.RegisterAsync(InCluster with { Service = null }, Webhooks, Ct));

    [Fact]
    public async Task PatchCaBundle_EveryWebhookThatDiffers_IsPatchedAndNothingElse()
    {
        _client.Put(Stored("a", "b", "c"));
        _client.Edit<ValidatingWebhookConfiguration>(Validating, stored =>
            stored["webhooks"]![1]!["clientConfig"]!["caBundle"] = Convert.ToBase64String("new"u8));
        var before = _client.Peek<ValidatingWebhookConfiguration>(Validating)!;

        (await _registrar.PatchCaBundleAsync(Validating.Name, null, "new", keepTrusted: false, Ct)).ShouldBeTrue();

        var after = _client.Peek<ValidatingWebhookConfiguration>(Validating)!;
        after.Webhooks!.Select(webhook => Encoding.UTF8.GetString(webhook.ClientConfig!.CaBundle!)).ShouldBe(["new", "new", "new"]);
        after.Webhooks!.Select(webhook => webhook.Name).ShouldBe(before.Webhooks!.Select(webhook => webhook.Name));
    }

    [Fact]
    public async Task PatchCaBundle_AlreadyThere_WritesNothing()
    {
        _client.Put(Stored("a"));
        await _registrar.PatchCaBundleAsync(Validating.Name, null, "new", keepTrusted: false, Ct);
        _client.Calls.Clear();

        (await _registrar.PatchCaBundleAsync(Validating.Name, null, "new", keepTrusted: false, Ct)).ShouldBeFalse();

        _client.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task PatchCaBundle_KeepTrusted_AddsInFrontOfWhatIsThere_AndWritesOnce()
    {
        var (first, second) = (TestCertificates.Bundle().Authorities, TestCertificates.Bundle().Authorities);
        _client.Put(Stored("a"));
        await _registrar.PatchCaBundleAsync(Validating.Name, null, first, keepTrusted: true, Ct);

        var writes = new[]
        {
            await _registrar.PatchCaBundleAsync(Validating.Name, null, second, keepTrusted: true, Ct),
            await _registrar.PatchCaBundleAsync(Validating.Name, null, second, keepTrusted: true, Ct),
        };

        writes.ShouldBe([true, false]);
        CaBundle().ShouldBe(second + first);
    }

    [Fact]
    public async Task PatchCaBundle_KeepTrusted_PutsNoTwoCertificatesOnOneLine()
    {
        var (first, second) = (TestCertificates.Bundle().Authorities, TestCertificates.Bundle().Authorities.TrimEnd());
        _client.Put(Stored("a"));
        await _registrar.PatchCaBundleAsync(Validating.Name, null, first, keepTrusted: true, Ct);

        await _registrar.PatchCaBundleAsync(Validating.Name, null, second, keepTrusted: true, Ct);

        CaBundle().ShouldBe($"{second}\n{first}");
    }

    [Fact]
    public async Task PatchCaBundle_KeepTrusted_KeepsNoMoreThanTwo()
    {
        var all = Enumerable.Range(0, 4).Select(_ => TestCertificates.Bundle().Authorities).ToList();
        _client.Put(Stored("a"));

        foreach (var authorities in all)
        {
            await _registrar.PatchCaBundleAsync(Validating.Name, null, authorities, keepTrusted: true, Ct);
        }

        CaBundle().ShouldBe(all[3] + all[2] + all[1]);
    }

    [Fact]
    public async Task Register_KeepsTrusted_AddsInFrontOfWhatIsThere_AndWritesOnce()
    {
        var (first, second) = (TestCertificates.Bundle().Authorities, TestCertificates.Bundle().Authorities);
        await _registrar.RegisterAsync(InCluster with { CaBundle = first }, Webhooks, Ct);

        var writes = new[]
        {
            await _registrar.RegisterAsync(InCluster with { CaBundle = second, KeepsTrusted = true }, Webhooks, Ct),
            await _registrar.RegisterAsync(InCluster with { CaBundle = second, KeepsTrusted = true }, Webhooks, Ct),
        };
        var kept = CaBundle(InCluster.ValidatingName);
        await _registrar.RegisterAsync(InCluster with { CaBundle = second }, Webhooks, Ct);

        writes.ShouldBe([true, false]);
        kept.ShouldBe(second + first);
        CaBundle(InCluster.ValidatingName).ShouldBe(second);
    }

    [Fact]
    public async Task PatchCaBundle_ListChangesMeanwhile_ReadsAgainAndPatchesTheRightOnes()
    {
        _client.Put(Stored("a", "b"));
        var disturbed = false;
        _client.BeforeCall = call =>
        {
            if (call.StartsWith("PATCH", StringComparison.Ordinal) && !disturbed)
            {
                disturbed = true;
                _client.Put(Stored("x", "a", "b"));
            }
        };

        await _registrar.PatchCaBundleAsync(Validating.Name, null, "new", keepTrusted: false, Ct);

        _client.Peek<ValidatingWebhookConfiguration>(Validating)!.Webhooks!
            .Select(webhook => $"{webhook.Name}={Encoding.UTF8.GetString(webhook.ClientConfig!.CaBundle!)}")
            .ShouldBe(["x=new", "a=new", "b=new"]);
    }

    [Fact]
    public async Task PatchCaBundle_RefusedEveryTime_GivesUpWithTheReason()
    {
        _client.Put(Stored("a"));
        _client.BeforeCall = call =>
        {
            if (call.StartsWith("PATCH", StringComparison.Ordinal))
            {
                throw ScriptedKubeClient.Failure(HttpStatusCode.UnprocessableEntity, "Invalid", "unable to load root certificates");
            }
        };

        var error = await Should.ThrowAsync<KubeApiException>(_registrar.PatchCaBundleAsync(Validating.Name, null, "new", keepTrusted: false, Ct));

        error.Message.ShouldContain("unable to load root certificates");
        _client.Writes.Count().ShouldBe(5);
    }

    [Fact]
    public async Task PatchCaBundle_ConfigurationMissing_Throws() =>
        (await Should.ThrowAsync<KubeApiException>(_registrar.PatchCaBundleAsync(null, Mutating.Name, "new", keepTrusted: false, Ct))).IsNotFound.ShouldBeTrue();

    private static ValidatingWebhookConfiguration Stored(params string[] names) => new()
    {
        Metadata = new ObjectMeta { Name = Validating.Name },
        Webhooks =
        [
            .. names.Select(name => new WebhookEntry
            {
                Name = name,
                ClientConfig = new WebhookClientConfig { Service = new WebhookServiceReference { Name = "s", Namespace = "n" } },
            }),
        ],
    };

    private string CaBundle(string? name = null) => Encoding.UTF8.GetString(
        _client.Peek<ValidatingWebhookConfiguration>(new ObjectKey(null, name ?? Validating.Name))!.Webhooks![0].ClientConfig!.CaBundle!);
}
