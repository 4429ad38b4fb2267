using Gko.Charts.Tests.Observability.PromQl;

namespace Gko.Charts.Tests.Observability;

/// <summary>Each alert is made to fire by what the operator would show then, and by that alone.</summary>
public sealed class AlertRulesTests
{
    private static readonly Recording Healthy = Recording.Read("healthy.txt");

    public static TheoryData<string, string> Faults => new()
    {
        { "GkoDown", "gko_build_info _" },
        { "GkoWithoutLeader", """leader_election_master_status{name="24d975d3.gravitee.io"} 0""" },
        { "GkoCacheNotSynced", """gko_cache_synced{kind="Group"} 0""" },
        { "GkoWatchFailing", """gko_watch_failures_total{kind="Group"} 0+6x60""" },
        { "GkoObjectsUnreadable", """gko_watch_undecodable_total{kind="Group"} 0+1x60""" },
        { "GkoObjectsNotReady", """gko_objects{kind="ApiDefinition",ready="false"} 2""" },
        {
            "GkoReconcileErrors",
            """
            controller_runtime_reconcile_total{controller="apidefinition",result="requeue"} 0+9x60
            controller_runtime_reconcile_total{controller="apidefinition",result="success"} 0+1x60
            """
        },
        { "GkoPanics", """controller_runtime_reconcile_panics_total{controller="apidefinition"} 0+1x60""" },
        { "GkoPanics", "controller_runtime_webhook_panics_total 0+1x60" },
        { "GkoQueueGrows", """workqueue_depth{name="apidefinition",controller="apidefinition"} 500""" },
        { "GkoReconcileHangs", """workqueue_longest_running_processor_seconds{name="apidefinition",controller="apidefinition"} 360+60x60""" },
        { "GkoApimCircuitOpen", """gko_apim_circuit_open{context="default/apim"} 1""" },
        {
            "GkoApimErrors",
            """
            gko_apim_requests_total{context="default/apim",method="PUT",outcome="server_error"} 0+5x60
            gko_apim_requests_total{context="default/apim",method="PUT",outcome="success"} 0+5x60
            """
        },
        { "GkoApimCredentialsRefused", """gko_apim_requests_total{context="default/apim",method="PUT",outcome="bad_credentials"} 0+1x60""" },
        { "GkoWebhookErrors", """controller_runtime_webhook_requests_total{code="500",webhook="/validate-gravitee-io-v1alpha1-apidefinition"} 0+1x60""" },
        {
            "GkoWebhookSlow",
            """
            controller_runtime_webhook_latency_seconds_bucket{webhook="/validate-gravitee-io-v1alpha1-apidefinition",le="5"} 0
            controller_runtime_webhook_latency_seconds_bucket{webhook="/validate-gravitee-io-v1alpha1-apidefinition",le="10"} 0+9x60
            controller_runtime_webhook_latency_seconds_bucket{webhook="/validate-gravitee-io-v1alpha1-apidefinition",le="+Inf"} 0+9x60
            """
        },
        { "GkoCertificateExpires", """gko_certificate_expiry_timestamp_seconds{server="webhook"} 1795808890""" },
    };

    public static TheoryData<string> Names => [.. AlertRule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Alert_WithItsFault_FiresAlone(string name, string fault) =>
        Firing(Healthy.With(Series.ReadAll(fault))).ShouldBe([name]);

    [Theory]
    [MemberData(nameof(Faults))]
    public void Alert_WithItsFault_HasTheLabelsThatItsTextSpeaksOf(string name, string fault)
    {
        var rule = AlertRule.All.Single(one => one.Name == name);
        var found = rule.Evaluate(Healthy.With(Series.ReadAll(fault)), rule.Minutes).Samples[0];

        rule.Labels.Except(found.Labels.Keys).ShouldBeEmpty();
    }

    /// <summary>A fault in labels that the operator does not have would prove nothing.</summary>
    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_ComparedWithTheRecording_HasTheSameLabels(string name, string fault)
    {
        AlertRule.All.ShouldContain(rule => rule.Name == name);
        foreach (var series in Series.ReadAll(fault).Where(series => !double.IsNaN(series.Start)))
        {
            Healthy.Series.First(recorded => recorded.Name == series.Name).Labels.Keys.ShouldBe(series.Labels.Keys, ignoreOrder: true);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Alert_ComparedWithTheFaults_HasOne(string name) => Faults.Select(row => row.Data.Item1).ShouldContain(name);

    [Fact]
    public void Alerts_WhileAllIsWell_AreSilent() => Firing(Healthy).ShouldBeEmpty();

    [Fact]
    public void Alerts_WhileApimIsAway_SaySo() => Firing(Recording.Read("apim-away.txt")).ShouldBe(["GkoObjectsNotReady", "GkoApimCircuitOpen"]);

    private static IEnumerable<string> Firing(Recording recording) => AlertRule.All.Where(rule => rule.Fires(recording)).Select(rule => rule.Name);
}
