using System.Net;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Crds;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Admission;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Crds;

public sealed class CrdInstallerTests
{
    private const string Manifest =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: widgets.demo.io
          creationTimestamp: null
        spec:
          group: demo.io
        status:
          conditions: []
        ---
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: gadgets.demo.io
        spec:
          group: demo.io
        """;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly ObjectKey Widgets = new(null, "widgets.demo.io");

    private readonly ScriptedKubeClient _client = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Install_EstablishedAtOnce_AppliesEachOnce()
    {
        _client.AfterWrite = crd => SetConditions(crd, Established());

        await Installer().InstallAsync(CrdDocuments.Parse(Manifest), Timeout, Ct);

        _client.Calls.ShouldBe(
            ["APPLY customresourcedefinitions widgets.demo.io", "APPLY customresourcedefinitions gadgets.demo.io"], ignoreOrder: true);
        _client.LastPatchOptions!.Force.ShouldBeTrue();
        _client.LastPatchOptions.FieldManager.ShouldBe("demo-operator");
    }

    [Fact]
    public async Task Install_EstablishedLater_WaitsForIt()
    {
        var install = Installer().InstallAsync(One(), Timeout, Ct);
        await AdvanceAsync(4);
        install.IsCompleted.ShouldBeFalse();
        _client.Edit<CustomResourceDefinition>(Widgets, crd => SetConditions(crd, Established()));

        await AdvanceAsync(1);

        await install;
    }

    [Fact]
    public async Task Install_NamesStayRefused_NamesTheDefinitionAndTheReason()
    {
        _client.AfterWrite = crd => SetConditions(crd, ("NamesAccepted", "False", "KindConflict", "\"Widget\" is already in use"));

        var install = Installer().InstallAsync(One(), Timeout, Ct);
        await AdvanceAsync(6);

        (await Should.ThrowAsync<CrdInstallException>(install)).Message
            .ShouldBe("CustomResourceDefinition widgets.demo.io was not accepted: KindConflict: \"Widget\" is already in use");
    }

    [Fact]
    public async Task Install_RefusalFromBeforeTheApply_IsNotBelieved()
    {
        _client.AfterWrite = crd => SetConditions(crd, ("NamesAccepted", "False", "KindConflict", "stale"));
        var install = Installer().InstallAsync(One(), Timeout, Ct);
        _client.AfterWrite = null;
        _client.Edit<CustomResourceDefinition>(Widgets, crd => SetConditions(crd, Established()));

        await AdvanceAsync(1);

        await install;
    }

    [Fact]
    public async Task Install_NeverEstablished_SaysWhatIsKnownAtTheDeadline()
    {
        _client.AfterWrite = crd => SetConditions(
            crd, ("NamesAccepted", "True", "NoConflicts", "ok"), ("Established", "False", "Installing", "initial names accepted"));

        var install = Installer().InstallAsync(One(), TimeSpan.FromSeconds(2), Ct);
        await _time.WaitForTimerAsync(due => due == TimeSpan.FromMilliseconds(500));
        _time.Advance(TimeSpan.FromSeconds(2));

        var error = await Should.ThrowAsync<CrdInstallException>(install);
        error.Message.ShouldStartWith("CustomResourceDefinition widgets.demo.io was not established within 2 s: ");
        error.Message.ShouldContain("Established is False (Installing: initial names accepted)");
    }

    [Fact]
    public async Task Install_BeingDeleted_SaysSoAtTheDeadline()
    {
        _client.AfterWrite = crd =>
        {
            SetConditions(crd, Established());
            crd["metadata"]!["deletionTimestamp"] = "2026-01-01T00:00:00Z";
        };

        var install = Installer().InstallAsync(One(), TimeSpan.FromSeconds(2), Ct);
        await _time.WaitForTimerAsync(due => due == TimeSpan.FromMilliseconds(500));
        _time.Advance(TimeSpan.FromSeconds(2));

        (await Should.ThrowAsync<CrdInstallException>(install)).Message.ShouldEndWith("it is being deleted");
    }

    [Fact]
    public async Task Install_DeletedWhileWaiting_IsAppliedAgain()
    {
        var install = Installer().InstallAsync(One(), Timeout, Ct);
        _client.Remove<CustomResourceDefinition>(Widgets);
        _client.AfterWrite = crd => SetConditions(crd, Established());

        await AdvanceAsync(1);

        await install;
        _client.Writes.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Install_SchemaRefused_NamesTheDefinitionAndTheServersWords()
    {
        _client.BeforeCall = call =>
        {
            if (call.EndsWith("widgets.demo.io", StringComparison.Ordinal))
            {
                throw ScriptedKubeClient.Failure(HttpStatusCode.UnprocessableEntity, "Invalid", "spec.versions: Required value");
            }
        };
        _client.AfterWrite = crd => SetConditions(crd, Established());

        var error = await Should.ThrowAsync<CrdInstallException>(
            Installer().InstallAsync(CrdDocuments.Parse(Manifest), Timeout, Ct));

        error.Problems.ShouldBe(["CustomResourceDefinition widgets.demo.io was refused: spec.versions: Required value"]);
        _client.Peek<CustomResourceDefinition>(new ObjectKey(null, "gadgets.demo.io")).ShouldNotBeNull();
    }

    [Fact]
    public async Task Install_AnotherReplicaAppliesAtTheSameMoment_TriesAgain()
    {
        var conflicts = 1;
        _client.AfterWrite = crd => SetConditions(crd, Established());
        _client.BeforeCall = _ =>
        {
            if (conflicts-- > 0)
            {
                throw ScriptedKubeClient.Failure(HttpStatusCode.Conflict, "Conflict");
            }
        };

        var install = Installer().InstallAsync(One(), Timeout, Ct);
        await AdvanceAsync(1);

        await install;
        _client.Writes.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Install_Cancelled_IsCancelledAndNotADefinitionsFault()
    {
        using var stop = new CancellationTokenSource();
        var install = Installer().InstallAsync(One(), Timeout, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(install);
    }

    [Fact]
    public async Task Install_Manifest_LeavesOutWhatOnlyTheServerMaySay()
    {
        JsonObject? applied = null;
        _client.AfterWrite = crd =>
        {
            applied = crd.DeepClone().AsObject();
            SetConditions(crd, Established());
        };

        await Installer().InstallAsync(One(), Timeout, Ct);

        applied!.ContainsKey("status").ShouldBeFalse();
        applied["metadata"]!.AsObject().ContainsKey("creationTimestamp").ShouldBeFalse();
        applied["spec"]!["group"]!.GetValue<string>().ShouldBe("demo.io");
    }

    [Theory]
    [InlineData("kind: ConfigMap\napiVersion: v1\nmetadata: {name: x}")]
    [InlineData("kind: CustomResourceDefinition\napiVersion: apiextensions.k8s.io/v1\nmetadata: {}")]
    [InlineData("- a")]
    public void Parse_NotADefinition_Throws(string yaml) => Should.Throw<FormatException>(() => CrdDocuments.Parse(yaml));

    private static JsonObject[] One() => [CrdDocuments.Parse(Manifest)[0]];

    private static (string Type, string Status, string Reason, string Message)[] Established() =>
        [("NamesAccepted", "True", "NoConflicts", ""), ("Established", "True", "InitialNamesAccepted", "")];

    private static void SetConditions(JsonObject crd, params (string Type, string Status, string Reason, string Message)[] conditions) =>
        crd["status"] = new JsonObject
        {
            ["conditions"] = new JsonArray([.. conditions.Select(condition => new JsonObject
            {
                ["type"] = condition.Type,
                ["status"] = condition.Status,
                ["reason"] = condition.Reason,
                ["message"] = condition.Message,
            })]),
        };

    private CrdInstaller Installer() => new(_client, "demo-operator", _time, NullLogger<CrdInstaller>.Instance);

    /// <summary>Lets the installer look again so many times.</summary>
    private async Task AdvanceAsync(int polls)
    {
        for (var i = 0; i < polls; i++)
        {
            await _time.WaitForTimerAsync(due => due == TimeSpan.FromMilliseconds(500));
            _time.Advance(TimeSpan.FromMilliseconds(500));
        }
    }
}
