using Gko.EndToEnd.Clusters;
using Gko.Kubernetes.Certificates;
using Gko.Operator.Configuration;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.EndToEnd.Webhooks;

/// <summary>
/// The operator replaces its own authority and certificate while 1,000 admissions and more are asked for, by the rules of
/// production at another pace. None may fail.
/// </summary>
public abstract class RotationTests(ClusterFixture cluster)
{
    private const int Admissions = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RenewalIsDue_UnderLoad_NoAdmissionFails(int count)
    {
        // Made 25 days ago to last 30; due after 20, which is when the clock of the replicas is put right.
        var clock = new ShiftedClock(TimeSpan.FromDays(-14));
        await using var replicas = await WebhookReplicas.PrepareAsync(cluster, $"due-{count}", count, WebhookCertificateMode.SelfSigned, clock);
        await PutAgedAsync(replicas, TimeSpan.FromDays(25));
        await replicas.StartAsync();

        await RotateAsync(replicas, () =>
        {
            clock.Shift = TimeSpan.Zero;
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task AuthorityKeyIsEmptied_UnderLoad_NoAdmissionFails()
    {
        await using var replicas = await WebhookReplicas.PrepareAsync(cluster, "asked", count: 2, WebhookCertificateMode.SelfSigned);
        await replicas.StartAsync();

        await RotateAsync(replicas, () => cluster.Kubectl.PatchAsync("asked", "secret", "gko-webhook-cert", """{"data":{"ca-key":""}}"""));
    }

    [Fact]
    public async Task SecretIsDeletedAndEmptied_UnderLoad_ComesBackAsItWas()
    {
        await using var replicas = await WebhookReplicas.PrepareAsync(cluster, "deleted", count: 2, WebhookCertificateMode.SelfSigned);
        await replicas.StartAsync();
        var before = (await replicas.EntryAsync("ca"), await replicas.EntryAsync("cert"));
        await using var observer = new TrustObserver(replicas);
        await using var load = new AdmissionLoad(cluster.Backend, replicas.Namespace);
        await load.MoreAsync(100);

        await cluster.Kubectl.DeleteAsync("deleted", "secret", "gko-webhook-cert");
        await Eventually.TrueAsync(async () => await replicas.EntryAsync("cert") is not null, "the Secret is back");
        await load.MoreAsync(100);
        await cluster.Kubectl.PatchAsync("deleted", "secret", "gko-webhook-cert", """{"data":null}""");
        await Eventually.TrueAsync(async () => await replicas.EntryAsync("cert") is not null, "its content is back");
        await load.MoreAsync(100);

        await load.EndAsync(Admissions / 2);
        (await observer.EndAsync()).ShouldBe([1]);
        (await replicas.EntryAsync("ca"), await replicas.EntryAsync("cert")).ShouldBe(before);
    }

    private async Task RotateAsync(WebhookReplicas replicas, Func<Task> trigger)
    {
        var old = (await replicas.EntryAsync("ca"))!;
        await using var observer = new TrustObserver(replicas);
        await using var load = new AdmissionLoad(cluster.Backend, replicas.Namespace);
        await load.MoreAsync(100);

        await trigger();
        await Eventually.TrueAsync(
            async () => await replicas.CaBundleAsync() is var trusted && trusted != old && trusted == await replicas.EntryAsync("ca") && !trusted.Contains(old, StringComparison.Ordinal),
            "only the new authority is trusted", Patience);
        await replicas.ServeAsync((await replicas.EntryAsync("cert"))!, await replicas.CaBundleAsync());
        await load.MoreAsync(100);

        await load.EndAsync(Admissions);
        (await observer.EndAsync()).ShouldBe([1, 2, 1]);
    }

    private static async Task PutAgedAsync(WebhookReplicas replicas, TimeSpan age)
    {
        var month = TimeSpan.FromDays(30);
        var options = new SelfSignedOptions
        {
            Names = replicas.Names,
            Owner = "gko",
            AuthorityLifetime = month,
            CertificateLifetime = month,
        };
        var made = await new SelfSignedAuthority(options, null, new ShiftedClock(-age), NullLogger<SelfSignedAuthority>.Instance)
            .EnsureAsync(TestContext.Current.CancellationToken);
        await replicas.PutSecretAsync(("ca", made.Authorities), ("ca-key", made.AuthorityKey!), ("cert", made.Certificate), ("key", made.Key));
    }
}
