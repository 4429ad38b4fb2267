using System.Text.Json.Nodes;
using Gko.DevCluster.Management;
using Gko.EndToEnd.Clusters;
using Gko.Testing;

namespace Gko.EndToEnd.Apis;

/// <summary>v4 APIs from their creation to their end, and what they refer to.</summary>
public abstract class ApiV4Tests(ClusterFixture cluster)
{
    private const string Kind = Manifests.V4;

    [Fact]
    public async Task Api_FromCreationToDeletion_IsKnownByNamespaceAndName()
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync("lifecycle");
        await cluster.Kubectl.SucceedAsync(Manifests.ApiV4("orders", ns));
        await cluster.Kubectl.ReadyAsync(ns, Kind, "orders");
        var created = Find("orders");
        (created.Hrid, created.State).ShouldBe(("lifecycle-orders", "STARTED"));
        cluster.Management.Imports("orders").Single().Query.ShouldNotContain("hridContainsUUID=true");
        (await cluster.Kubectl.ConditionAsync(ns, Kind, "orders", "AutomationAPIManaged")).ShouldStartWith("True AutomationAPIManaged");
        (await cluster.Kubectl.ReadAsync(ns, Kind, "orders", "{.status.id}")).ShouldBe(created.Id);

        await PatchAsync(ns, "orders", """{"spec":{"state":"STOPPED"}}""");
        Find("orders").State.ShouldBe("STOPPED");
        (await cluster.Kubectl.ReadAsync(ns, Kind, "orders", "{.status.state}")).ShouldBe("STOPPED");
        await PatchAsync(ns, "orders", """{"spec":{"state":"STARTED"}}""");
        Find("orders").State.ShouldBe("STARTED");
        await PatchAsync(ns, "orders", """{"spec":{"version":"2.0"}}""");
        ((string?)cluster.Management.FindApi(created.Id)!["apiVersion"]).ShouldBe("2.0");
        cluster.Management.Imports("orders").Count.ShouldBe(4);

        await cluster.Kubectl.DeleteAsync(ns, Kind, "orders");
        cluster.Management.FindApi(created.Id).ShouldBeNull();
        Deletion().Path.ShouldEndWith("/apis/lifecycle-orders");
        Deletion().Query.ShouldContain("hridContainsUUID=false");
    }

    [Fact]
    public async Task Api_WithAnIdOfItsOwn_IsKnownByThatId()
    {
        cluster.RequireOrSkip();
        const string Id = "8a3cbc5e-6a0a-4d7b-9c55-2c1f4b9f0a01";
        var ns = await cluster.NewNamespaceAsync("legacy");
        await cluster.Kubectl.SucceedAsync(Manifests.ApiV4("old", ns, more: $"  id: {Id}"));
        await cluster.Kubectl.ReadyAsync(ns, Kind, "old");

        Find("old").Id.ShouldBe(Id);
        cluster.Management.Imports("old").Single().Query.ShouldContain("hridContainsUUID=true");
        (await cluster.Kubectl.ReadAsync(ns, Kind, "old", "{.status.id}")).ShouldBe(Id);
        (await cluster.Kubectl.ConditionAsync(ns, Kind, "old", "AutomationAPIManaged")).ShouldBeEmpty();

        await PatchAsync(ns, "old", """{"spec":{"version":"2.0"}}""");
        cluster.Management.Imports("old").Count.ShouldBe(2);
        cluster.Management.Imports("old")[1].Query.ShouldContain("hridContainsUUID=true");

        await cluster.Kubectl.DeleteAsync(ns, Kind, "old");
        cluster.Management.FindApi(Id).ShouldBeNull();
        Deletion().Path.ShouldEndWith($"/apis/{Id}");
        Deletion().Query.ShouldContain("hridContainsUUID=true");
    }

    [Fact]
    public async Task Groups_ReferredTo_AreSentByNameOnceTheyAreThere()
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync("groups");
        await cluster.Kubectl.SucceedAsync(Manifests.ApiV4("grouped", ns, more: "  groups: [product]\n  groupRefs: [{name: team}]"));
        await cluster.Kubectl.TellsAsync(ns, Kind, "grouped", "ResolvedRefs", "False GroupNotFound", $"{ns}/team");
        Texts(cluster.Management.Imports("grouped").Single().Json()!["groups"]).ShouldBe(["product"]);

        await cluster.Kubectl.SucceedAsync(Group(ns));
        await cluster.Kubectl.ReadyAsync(ns, Kind, "grouped");
        Texts(cluster.Management.Imports("grouped")[^1].Json()!["groups"]).ShouldBe(["product", "Developers"]);
    }

    [Fact]
    public async Task Notifications_ReferredTo_AreSentAndFollowed()
    {
        cluster.RequireOrSkip();
        var ns = await cluster.NewNamespaceAsync("notifications");
        foreach (var group in new[] { "product", "Developers" })
        {
            await cluster.Apim.ImportAsync(
                "automation/organizations/DEFAULT/environments/DEFAULT/groups", new JsonObject { ["hrid"] = group.ToLowerInvariant(), ["name"] = group, ["members"] = new JsonArray() });
        }

        await cluster.Kubectl.SucceedAsync(
            Group(ns),
            Notification(ns, "API_STARTED"),
            Manifests.ApiV4("notified", ns, more: "  groups: [product]\n  groupRefs: [{name: team}]\n  notificationsRefs: [{name: events}]"));
        await cluster.Kubectl.ReadyAsync(ns, Kind, "notified");
        var sent = cluster.Management.Imports("notified").Single().Json()!["consoleNotification"]!;
        Texts(sent["events"]).ShouldBe(["API_STARTED"]);
        Texts(sent["groups"]).ShouldBe(["product", "Developers"], ignoreOrder: true);

        await cluster.Kubectl.SucceedAsync(Notification(ns, "API_STOPPED"));
        await Eventually.TrueAsync(() => cluster.Management.Imports("notified").Count > 1);
        Texts(cluster.Management.Imports("notified")[1].Json()!["consoleNotification"]!["events"]).ShouldBe(["API_STOPPED"]);
    }

    [Fact]
    public async Task PolicyGroup_NotKnownToApimYet_IsWaitedFor()
    {
        cluster.RequireOrSkip();
        const string CrossId = "0d1c7d3e-52f0-4a3f-8a9e-ff61a2c5a901";
        var ns = await cluster.NewNamespaceAsync("policies");
        await cluster.Kubectl.SucceedAsync(
            PolicyGroup(ns),
            Manifests.ApiV4("guarded", ns, more: "  flows: [{name: all, enabled: true, selectors: [{type: HTTP, path: /, pathOperator: EQUALS}], request: [{sharedPolicyGroupRef: {name: fair-use}}]}]"));
        await cluster.Kubectl.TellsAsync(ns, Kind, "guarded", "ResolvedRefs", "False", $"{ns}/fair-use", "spec.flows[0].request[0].sharedPolicyGroupRef");
        cluster.Management.Imports("guarded").ShouldBeEmpty();

        await cluster.Kubectl.PatchAsync(ns, "sharedpolicygroup", "fair-use", $$$"""{"status":{"crossId":"{{{CrossId}}}"}}""", "--subresource=status");
        await cluster.Kubectl.ReadyAsync(ns, Kind, "guarded");
        var step = cluster.Management.Imports("guarded").Single().Json()!["flows"]![0]!["request"]![0]!;
        ((string?)step["policy"]).ShouldBe("shared-policy-group-policy");
        ((string?)step["configuration"]!["sharedPolicyGroupId"]).ShouldBe(CrossId);
    }

    private async Task PatchAsync(string ns, string name, string patch)
    {
        await cluster.Kubectl.PatchAsync(ns, Kind, name, patch);
        await cluster.Kubectl.ReadyAsync(ns, Kind, name);
    }

    private ApiSummary Find(string name) =>
        cluster.Management.Summarize().SelectMany(environment => environment.Apis).Single(api => api.Name == name);

    private JournalEntry Deletion() => cluster.Management.Journal.Since().Last(call => call.Method == "DELETE");

    private static IEnumerable<string?> Texts(JsonNode? list) => list!.AsArray().Select(item => (string?)item);

    private static string Group(string ns) =>
        $"apiVersion: gravitee.io/v1alpha1\nkind: Group\nmetadata: {{name: team, namespace: {ns}}}\nspec: {{name: Developers, contextRef: {{name: apim}}, members: []}}\n";

    private static string Notification(string ns, string hook) =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: Notification
        metadata: {"{"}name: events, namespace: {ns}{"}"}
        spec:
          target: console
          eventType: api
          console:
            apiEvents: [{hook}]
            groups: [product]
            groupRefs: [{"{"}name: team{"}"}]

        """;

    private static string PolicyGroup(string ns) =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: SharedPolicyGroup
        metadata: {"{"}name: fair-use, namespace: {ns}{"}"}
        spec:
          contextRef: {"{"}name: apim{"}"}
          name: Fair use
          description: A few calls per second
          apiType: PROXY
          phase: REQUEST
          steps: [{"{"}name: limit, policy: rate-limit, enabled: true{"}"}]

        """;
}
