using System.Diagnostics.Metrics;
using System.Text;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;
using Gko.Operator.Metrics;
using Gko.Testing;
using Gko.Testing.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Operator.Tests.Hosting;

/// <summary>
/// Two replicas, one of which looks rarely, and an API server that learns late whom to trust: whatever happens to the Secret, both
/// serve at every moment what that API server trusts.
/// </summary>
public sealed class CertificateRotationSimulationTests : IAsyncDisposable
{
    private static readonly ObjectKey SecretKey = new("gko", "gko-webhook-cert");
    private static readonly ObjectKey Validating = new(null, "gko-validating-webhook-configurations");
    private static readonly ObjectKey Mutating = new(null, "gko-mutating-webhook-configurations");
    private static readonly string[] Names = ["gko-webhook", "gko-webhook.gko", "gko-webhook.gko.svc", "gko-webhook.gko.svc.cluster.local"];

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(25);

    private readonly FakeCluster _cluster = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly List<(TimeSpan At, string Bundle)> _history = [];
    private readonly WebhookServing[] _replicas = new WebhookServing[2];
    private WebhookCertificateMode _mode = WebhookCertificateMode.SelfSigned;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            replica.Dispose();
        }

        await _services.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task RenewalIsDue_TrustsBothForAWhile_AndEndsWithTheNewOne()
    {
        var month = TimeSpan.FromDays(30);
        var made = await MakeAsync(new SelfSignedOptions { Names = Names, Owner = "gko", AuthorityLifetime = month, CertificateLifetime = month });
        Put(("ca", made.Authorities), ("ca-key", made.AuthorityKey!), ("cert", made.Certificate), ("key", made.Key));
        _time.Advance(TimeSpan.FromDays(20) - TimeSpan.FromMinutes(25));
        await StartAsync();

        await RunAsync(TimeSpan.FromMinutes(45));

        ShouldHaveRotated(made.Authorities);
    }

    [Fact]
    public async Task AuthorityKeyIsEmptied_TrustsBothForAWhile_AndEndsWithTheNewOne()
    {
        await StartAsync();
        var old = Entry("ca");

        Edit(data => data["ca-key"] = []);
        await RunAsync(TimeSpan.FromMinutes(40));

        ShouldHaveRotated(old);
    }

    [Fact]
    public async Task CertificateIsRemovedWhileASuccessorIsAnnounced_WaitsForTheTrust()
    {
        await StartAsync();
        var old = Entry("ca");
        Edit(data => data["ca-key"] = []);
        await RunAsync(Step);

        Edit(data => data.Remove("cert"));
        await RunAsync(TimeSpan.FromMinutes(40));

        ShouldHaveRotated(old);
    }

    [Fact]
    public async Task SecretIsLostTogetherWithAReplica_TheOtherIsTrustedUntilItServesTheNewOne()
    {
        await StartAsync();
        var old = Entry("ca");
        await RunAsync(TimeSpan.FromMinutes(20));
        _cluster.Remove<Secret>(SecretKey);

        // It is not ready, and asked nothing, until the API server was told of its authority; a moment later that has learnt of it.
        _replicas[0].Dispose();
        _replicas[0] = await StartReplicaAsync();
        await RunAsync(TimeSpan.FromMinutes(40), isExempt: passed => passed <= Lag + Step);

        ShouldHaveRotated(old);
    }

    [Fact]
    public async Task SecretIsDeletedThenEmptied_NothingChanges()
    {
        await StartAsync();
        var (authority, certificate) = (Entry("ca"), Entry("cert"));

        _cluster.Remove<Secret>(SecretKey);
        await RunAsync(TimeSpan.FromMinutes(2));
        Edit(data => data.Clear());
        await RunAsync(TimeSpan.FromMinutes(2));

        (Entry("ca"), Entry("cert")).ShouldBe((authority, certificate));
        _history.Select(entry => entry.Bundle).Distinct().ShouldBe([authority]);
    }

    [Fact]
    public async Task SecretOfOthersChangesItsAuthority_TrustsBothForAWhile_AndEndsWithTheNewOne()
    {
        _mode = WebhookCertificateMode.ExistingSecret;
        var old = await PutOtherAsync();
        await StartAsync();

        await PutOtherAsync();
        await RunAsync(TimeSpan.FromMinutes(20));

        _history.Select(entry => entry.Bundle).Distinct().ShouldBe([old, Entry("ca.crt") + old, Entry("ca.crt")]);
        Served().ShouldAllBe(served => served == Entry("tls.crt").Trim());
    }

    [Fact]
    public async Task SomebodyAddsAnAuthorityToTheConfigurations_ItGoesWithoutHarm()
    {
        await StartAsync();
        await RunAsync(TimeSpan.FromMinutes(20));
        var foreign = (await MakeAsync(new SelfSignedOptions { Names = Names, Owner = "else" })).Authorities;

        _cluster.Edit<ValidatingWebhookConfiguration>(
            Validating, stored => stored.Webhooks![0].ClientConfig!.CaBundle = Encoding.UTF8.GetBytes(Bundle() + foreign));
        await RunAsync(TimeSpan.FromMinutes(2));

        Bundle().ShouldBe(Entry("ca"));
    }

    private void ShouldHaveRotated(string old)
    {
        var now = Entry("ca");
        now.ShouldNotBe(old);
        _history.Select(entry => entry.Bundle).Distinct().ShouldContain(bundle => bundle.EndsWith(old, StringComparison.Ordinal) && bundle != old);
        Bundle().ShouldBe(now);
        Served().ShouldAllBe(served => served == Entry("cert").Trim());
    }

    private async Task StartAsync()
    {
        _cluster.Put(new ValidatingWebhookConfiguration { Metadata = new ObjectMeta { Name = Validating.Name }, Webhooks = [Webhook()] });
        _cluster.Put(new MutatingWebhookConfiguration { Metadata = new ObjectMeta { Name = Mutating.Name }, Webhooks = [Webhook()] });
        _replicas[0] = await StartReplicaAsync();
        _replicas[1] = await StartReplicaAsync();
        Look(isExempt: false);
    }

    private async Task<WebhookServing> StartReplicaAsync()
    {
        var options = new OperatorOptions
        {
            Webhook = new WebhookOptions
            {
                Enabled = true,
                CertificateMode = _mode,
                CertificateSecretName = SecretKey.Name,
                Namespace = SecretKey.Namespace!,
                ServiceName = "gko-webhook",
                CertificateSchedule = new CertificateSchedule { Overlap = TimeSpan.FromMinutes(10) },
            },
        };
        var metrics = new OperatorMetrics(options, _services.GetRequiredService<IMeterFactory>(), _time, NullLoggerFactory.Instance);
        var replica = new WebhookServing(options, _cluster, metrics, _time, NullLoggerFactory.Instance);
        await replica.Certificates.RefreshAsync(Ct);
        await replica.AnnounceAsync(Ct);
        return replica;
    }

    /// <summary>Lets time pass. The first replica looks at each step, the second at every fourth.</summary>
    /// <param name="duration">How long.</param>
    /// <param name="isExempt">Whether what the first replica serves is of no interest yet.</param>
    private async Task RunAsync(TimeSpan duration, Func<TimeSpan, bool>? isExempt = null)
    {
        for (var step = 1; step <= duration / Step; step++)
        {
            _time.Advance(Step);
            for (var index = 0; index < _replicas.Length; index++)
            {
                if (index == 0 || step % 4 == 0)
                {
                    await _replicas[index].Certificates.RefreshAsync(Ct);
                    Look(isExempt?.Invoke(step * Step) ?? false);
                    await _replicas[index].AnnounceAsync(Ct);
                    Look(isExempt?.Invoke(step * Step) ?? false);
                }
            }
        }
    }

    /// <summary>Whether API servers, those that lag behind too, trust what each replica serves now.</summary>
    private void Look(bool isExempt)
    {
        _history.Add((_time.Elapsed, Bundle()));
        var late = _history.LastOrDefault(entry => entry.At <= _time.Elapsed - Lag, _history[0]).Bundle;
        foreach (var replica in isExempt ? _replicas[1..] : _replicas)
        {
            Trusts(Bundle(), replica).ShouldBeTrue($"at {_time.Elapsed}");
            Trusts(late, replica).ShouldBeTrue($"at {_time.Elapsed}, by an API server that lags");
        }
    }

    private bool Trusts(string bundle, WebhookServing replica)
    {
        var trust = new TrustRecord(_time, TimeSpan.Zero);
        trust.Tell(bundle, isNews: true);
        return trust.Covers(replica.Certificates.Current!.TargetCertificate);
    }

    private IEnumerable<string> Served() =>
        _replicas.Select(replica => replica.Certificates.Current!.TargetCertificate.ExportCertificatePem());

    private Task<CertificateBundle> MakeAsync(SelfSignedOptions options) =>
        new SelfSignedAuthority(options, null, _time, NullLogger<SelfSignedAuthority>.Instance).EnsureAsync(Ct);

    private async Task<string> PutOtherAsync()
    {
        var made = await MakeAsync(new SelfSignedOptions { Names = Names, Owner = "ca" });
        Put(("ca.crt", made.Authorities), ("tls.crt", made.Certificate), ("tls.key", made.Key));
        return made.Authorities;
    }

    private void Put(params (string Name, string Value)[] entries) => _cluster.Put(new Secret
    {
        Metadata = new ObjectMeta { Namespace = SecretKey.Namespace, Name = SecretKey.Name },
        Data = entries.ToDictionary(entry => entry.Name, entry => Encoding.UTF8.GetBytes(entry.Value)),
    });

    private void Edit(Action<Dictionary<string, byte[]>> change) => _cluster.Edit<Secret>(SecretKey, secret => change(secret.Data!));

    private string Entry(string name) => Encoding.UTF8.GetString(_cluster.Peek<Secret>(SecretKey)!.Data![name]);

    private string Bundle() =>
        Encoding.UTF8.GetString(_cluster.Peek<ValidatingWebhookConfiguration>(Validating)!.Webhooks![0].ClientConfig!.CaBundle!);

    private static WebhookEntry Webhook() => new()
    {
        Name = "a.demo.io",
        ClientConfig = new WebhookClientConfig { Service = new WebhookServiceReference { Namespace = "gko", Name = "gko-webhook" } },
    };
}
