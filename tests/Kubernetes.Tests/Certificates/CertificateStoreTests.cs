using System.Text;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Admission;
using Gko.Testing;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Tests.Certificates;

public sealed class CertificateStoreTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("certificates-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEnumerable<string> Warnings => _loggers.Lines.Where(line => line.Level is LogLevel.Warning).Select(line => line.Text);

    public void Dispose()
    {
        _loggers.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Refresh_FirstPair_IsServedWithItsExpiry()
    {
        var pair = TestCertificates.Pair(_time.GetUtcNow());
        var store = Store(new ScriptedCertificateSource(pair));

        (await store.RefreshAsync(Ct)).ShouldBeTrue();

        store.Current!.TargetCertificate.SerialNumber.ShouldBe(TestCertificates.SerialOf(pair));
        store.NotAfter.ShouldBe(_time.GetUtcNow().AddDays(365));
        store.Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_SamePair_ChangesNothing()
    {
        var store = Store(new ScriptedCertificateSource(TestCertificates.Pair()));
        await store.RefreshAsync(Ct);
        var before = store.Current;

        (await store.RefreshAsync(Ct)).ShouldBeFalse();

        store.Current.ShouldBeSameAs(before);
    }

    [Fact]
    public async Task Refresh_CertificateAndKeyDoNotMatch_KeepsTheLastGoodPair()
    {
        var source = new ScriptedCertificateSource(TestCertificates.Pair());
        var store = Store(source);
        await store.RefreshAsync(Ct);
        var before = store.Current;
        source.Pair = new CertificatePair(TestCertificates.Pair().Certificate, TestCertificates.NewKey());

        (await store.RefreshAsync(Ct)).ShouldBeFalse();

        store.Current.ShouldBeSameAs(before);
        Warnings.ShouldHaveSingleItem().ShouldContain("the last one stays");
    }

    [Theory]
    [InlineData(-400, "webhook.ops.svc", "the certificate expired at 2025-11-27 00:00:00Z")]
    [InlineData(1, "webhook.ops.svc", "the certificate is not valid before 2026-01-01 23:00:00Z")]
    [InlineData(0, "elsewhere.ops.svc", "the certificate is not valid for webhook.ops.svc")]
    public async Task Refresh_NextWouldNotBeAccepted_KeepsTheLastGoodPair(int days, string name, string reason)
    {
        var now = _time.GetUtcNow();
        var source = new ScriptedCertificateSource(TestCertificates.Pair(now));
        var store = new CertificateStore(source, _time, _loggers.CreateLogger<CertificateStore>(), "webhook.ops.svc");
        await store.RefreshAsync(Ct);
        var before = store.Current;
        var next = new CertificateRotation(TestCertificates.Options with { Names = [name] }).Next(null, now.AddDays(days));
        source.Pair = new CertificatePair(next.Certificate, next.Key);

        (await store.RefreshAsync(Ct)).ShouldBeFalse();
        (await store.RefreshAsync(Ct)).ShouldBeFalse();

        store.Current.ShouldBeSameAs(before);
        store.Problem.ShouldBeNull();
        store.Failures.ShouldBe(2);
        Warnings.ShouldHaveSingleItem().ShouldBe($"The certificate from a script cannot be used ({reason}); the last one stays");
    }

    [Fact]
    public async Task Refresh_NextIsNotValidYet_IsServedOnceItIs()
    {
        var source = new ScriptedCertificateSource(TestCertificates.Pair(_time.GetUtcNow()));
        var store = Store(source);
        await store.RefreshAsync(Ct);
        source.Pair = TestCertificates.Pair(_time.GetUtcNow().AddDays(1));
        await store.RefreshAsync(Ct);

        _time.Advance(TimeSpan.FromHours(23));

        (await store.RefreshAsync(Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Refresh_NextIsNotTrustedYet_WaitsUntilCallersWereToldLongEnoughAgo()
    {
        var trust = new TrustRecord(_time, TimeSpan.FromSeconds(30));
        var (first, second) = (TestCertificates.Bundle(_time.GetUtcNow()), TestCertificates.Bundle(_time.GetUtcNow()));
        var source = new ScriptedCertificateSource(new CertificatePair(first.Certificate, first.Key));
        var store = new CertificateStore(source, _time, _loggers.CreateLogger<CertificateStore>(), trust: trust);
        var changes = 0;
        store.Changed += () => changes++;
        await store.RefreshAsync(Ct);
        source.Pair = new CertificatePair(second.Certificate, second.Key);
        var looks = new List<bool> { await store.RefreshAsync(Ct), await store.RefreshAsync(Ct) };

        trust.Tell(second.Authorities + first.Authorities, isNews: true);
        looks.Add(await store.RefreshAsync(Ct));
        _time.Advance(TimeSpan.FromSeconds(30));
        looks.Add(await store.RefreshAsync(Ct));

        looks.ShouldBe([false, false, false, true]);
        changes.ShouldBe(3);
        store.Failures.ShouldBe(0);
        _loggers.Lines.Count(line => line.Text.Contains("waits until API servers trust it", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Refresh_PresentHasExpired_TakesWhatThereIs()
    {
        var trust = new TrustRecord(_time, TimeSpan.FromSeconds(30));
        var source = new ScriptedCertificateSource(TestCertificates.Pair(_time.GetUtcNow()));
        var store = new CertificateStore(source, _time, _loggers.CreateLogger<CertificateStore>(), trust: trust);
        await store.RefreshAsync(Ct);
        _time.Advance(TimeSpan.FromDays(366));
        source.Pair = TestCertificates.Pair(_time.GetUtcNow());

        (await store.RefreshAsync(Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Refresh_SameFailureAgainAndAgain_IsLoggedOnceUntilItChanges()
    {
        var source = new ScriptedCertificateSource { Failure = new FileNotFoundException("no tls.crt") };
        var store = Store(source);
        await store.RefreshAsync(Ct);
        await store.RefreshAsync(Ct);
        source.Failure = new UnauthorizedAccessException("may not read tls.crt");
        await store.RefreshAsync(Ct);
        await store.RefreshAsync(Ct);

        Warnings.Count().ShouldBe(2);
        store.Problem.ShouldBe("no certificate yet: may not read tls.crt");
    }

    [Fact]
    public async Task Refresh_FailureAfterRecovery_IsLoggedAgain()
    {
        var source = new ScriptedCertificateSource { Failure = new IOException("disk") };
        var store = Store(source);
        await store.RefreshAsync(Ct);
        (source.Pair, source.Failure) = (TestCertificates.Pair(), null);
        await store.RefreshAsync(Ct);
        source.Failure = new IOException("disk");
        await store.RefreshAsync(Ct);

        Warnings.Count().ShouldBe(2);
    }

    [Fact]
    public async Task Problem_CertificateExpired_SaysSo()
    {
        var store = Store(new ScriptedCertificateSource(TestCertificates.Pair(_time.GetUtcNow())));
        await store.RefreshAsync(Ct);

        _time.Advance(TimeSpan.FromDays(366));

        store.Problem.ShouldBe("the certificate expired at 2027-01-01 00:00:00Z");
    }

    [Fact]
    public async Task Problem_NotYetValid_SaysSo()
    {
        var store = Store(new ScriptedCertificateSource(TestCertificates.Pair(_time.GetUtcNow().AddDays(1))));
        await store.RefreshAsync(Ct);

        store.Problem.ShouldBe("the certificate is not valid before 2026-01-01 23:00:00Z");
    }

    [Theory]
    [InlineData("webhook.ops.svc", null)]
    [InlineData("127.0.0.1", null)]
    [InlineData("::1", null)]
    [InlineData("webhook.other.svc", "the certificate is not valid for webhook.other.svc")]
    [InlineData("10.0.0.1", "the certificate is not valid for 10.0.0.1")]
    public async Task Problem_NameThatCallersVerify_MustBeCovered(string name, string? expected)
    {
        var store = new CertificateStore(
            new ScriptedCertificateSource(TestCertificates.Pair(_time.GetUtcNow())), _time, _loggers.CreateLogger<CertificateStore>(), name);
        await store.RefreshAsync(Ct);

        store.Problem.ShouldBe(expected);
    }

    [Fact]
    public async Task Run_CertificateExpires_IsLoggedOnceAsAnError()
    {
        var store = Store(new ScriptedCertificateSource(TestCertificates.Pair(_time.GetUtcNow())) { PollInterval = TimeSpan.FromDays(1) });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = store.RunAsync(stop.Token);
        await _time.WaitForTimerAsync();

        for (var look = 0; look < 3; look++)
        {
            _time.Advance(TimeSpan.FromDays(200));
            await _time.WaitForTimerAsync();
        }

        await stop.CancelAsync();
        await run;
        _loggers.Lines.Where(line => line.Level is LogLevel.Error).ShouldHaveSingleItem().Text.ShouldContain("the certificate expired at 2027-01-01 00:00:00Z");
    }

    [Fact]
    public async Task Refresh_AnotherPair_IsTold()
    {
        var source = new ScriptedCertificateSource(TestCertificates.Pair());
        var store = Store(source);
        var changes = 0;
        store.Changed += () => changes++;
        await store.RefreshAsync(Ct);
        await store.RefreshAsync(Ct);
        source.Pair = TestCertificates.Pair();
        await store.RefreshAsync(Ct);

        changes.ShouldBe(2);
    }

    [Fact]
    public async Task Run_UntilTheFirstPair_LooksEverySecondThenEveryTen()
    {
        var source = new ScriptedCertificateSource { Failure = new IOException("not mounted") };
        var store = Store(source);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var run = store.RunAsync(stop.Token);
        (await _time.WaitForTimerAsync()).ShouldBe(TimeSpan.FromSeconds(1));
        (source.Pair, source.Failure) = (TestCertificates.Pair(), null);

        _time.Advance(TimeSpan.FromSeconds(1));

        (await _time.WaitForTimerAsync()).ShouldBe(TimeSpan.FromSeconds(10));
        store.Current.ShouldNotBeNull();
        await stop.CancelAsync();
        await run;
        source.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task Refresh_FolderBehindALinkIsSwapped_LoadsTheNewFiles()
    {
        var first = TestCertificates.Pair();
        var second = TestCertificates.Pair();
        Mount(first, "..2026_01");
        var store = Store(FileCertificateSource.InFolder(_folder));
        await store.RefreshAsync(Ct);

        Mount(second, "..2026_02");
        (await store.RefreshAsync(Ct)).ShouldBeTrue();

        store.Current!.TargetCertificate.SerialNumber.ShouldBe(TestCertificates.SerialOf(second));
    }

    [Fact]
    public async Task Refresh_Secret_ReadsItsEntries()
    {
        var pair = TestCertificates.Pair();
        var client = new ScriptedKubeClient();
        client.Put(new Secret
        {
            Metadata = new ObjectMeta { Name = "s", Namespace = "n" },
            Data = new() { ["cert"] = Encoding.UTF8.GetBytes(pair.Certificate), ["key"] = Encoding.UTF8.GetBytes(pair.Key) },
        });
        var store = Store(new SecretCertificateSource(client, new ObjectKey("n", "s"), "cert", "key"));

        (await store.RefreshAsync(Ct)).ShouldBeTrue();
    }

    [Fact]
    public async Task Refresh_SecretWithoutTheEntry_NamesIt()
    {
        var client = new ScriptedKubeClient();
        client.Put(new Secret { Metadata = new ObjectMeta { Name = "s", Namespace = "n" } });
        var store = Store(new SecretCertificateSource(client, new ObjectKey("n", "s")));

        await store.RefreshAsync(Ct);

        store.Problem.ShouldBe("no certificate yet: Secret n/s has no entry 'tls.crt'.");
    }

    [Fact]
    public async Task Refresh_SecretUnreadable_KeepsTheLastGoodPair()
    {
        var source = new ScriptedCertificateSource(TestCertificates.Pair(_time.GetUtcNow()));
        var store = Store(source);
        await store.RefreshAsync(Ct);
        source.Failure = new HttpRequestException("refused");

        await store.RefreshAsync(Ct);

        store.Current.ShouldNotBeNull();
        store.Problem.ShouldBeNull();
    }

    private CertificateStore Store(ICertificateSource source) => new(source, _time, _loggers.CreateLogger<CertificateStore>());

    /// <summary>As the kubelet does it: files are links into <c>..data</c>, which is a link that gets replaced.</summary>
    private void Mount(CertificatePair pair, string version)
    {
        var content = Directory.CreateDirectory(Path.Combine(_folder, version)).FullName;
        File.WriteAllText(Path.Combine(content, "tls.crt"), pair.Certificate);
        File.WriteAllText(Path.Combine(content, "tls.key"), pair.Key);
        var data = Path.Combine(_folder, "..data");
        if (Directory.Exists(data))
        {
            Directory.Delete(data);
        }

        Directory.CreateSymbolicLink(data, version);
        foreach (var file in (string[])["tls.crt", "tls.key"])
        {
            if (!File.Exists(Path.Combine(_folder, file)))
            {
                File.CreateSymbolicLink(Path.Combine(_folder, file), Path.Combine("..data", file));
            }
        }
    }
}
