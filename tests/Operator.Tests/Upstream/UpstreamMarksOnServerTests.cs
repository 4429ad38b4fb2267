using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Configuration;
using Gko.Operator.Tests.Hosting;
using Gko.Testing;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Upstream;

/// <summary>Ring 2: what the operator before left on Secrets and ConfigMaps goes when this one takes over.</summary>
public sealed class UpstreamMarksOnServerTests : IAsyncLifetime
{
    private HostedOperator _operator = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _operator = await HostedOperator.PrepareAsync();

    public ValueTask DisposeAsync() => _operator.DisposeAsync();

    [Fact]
    public async Task Marks_OnSecretsAndConfigMaps_AreReleasedAlsoFromThoseThatWaitToGo()
    {
        var living = ASecret("living").WithKey("a", "b").Build();
        living.Metadata.Annotations = new() { [AnnotationNames.ReferencingObjects("ManagementContext")] = """["default/ctx"]""" };
        living.Metadata.Finalizers = [FinalizerNames.ManagementContextSecret];
        await _operator.Client.CreateAsync(living, null, Ct);
        var dying = AConfigMap("dying").Build();
        dying.Metadata.Finalizers = [FinalizerNames.Templating];
        await _operator.Client.CreateAsync(dying, null, Ct);
        await _operator.Client.DeleteAsync<ConfigMap>(ObjectKey.Of(dying), null, Ct);

        await _operator.StartAsync(options => options with { Webhook = new WebhookOptions { Enabled = false } });

        await Eventually.TrueAsync(
            async () => await _operator.Client.FindAsync<ConfigMap>(ObjectKey.Of(dying), Ct) is null, "the ConfigMap is gone at last");
        await Eventually.TrueAsync(
            async () => (await _operator.Client.GetAsync<Secret>(ObjectKey.Of(living), Ct)).Metadata is { Finalizers: null or [], Annotations: null or { Count: 0 } },
            "the Secret is free");
        (await _operator.Client.GetAsync<Secret>(ObjectKey.Of(living), Ct)).Data!.Keys.ShouldBe(["a"]);
    }
}
