using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tests.Admission;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Certificates;

public sealed class SelfSignedAuthorityTests
{
    private static readonly ObjectKey Key = new("ops", "webhook-cert");
    private static readonly SelfSignedOptions InSecret = TestCertificates.Options with { Secret = Key };

    private readonly ScriptedKubeClient _client = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ensure_InMemory_IssuesOnceAndRotatesWithTime()
    {
        var authority = Authority(TestCertificates.Options);
        var first = await authority.EnsureAsync(Ct);
        var again = await authority.EnsureAsync(Ct);
        _time.Advance(TimeSpan.FromDays(250));
        var later = await authority.EnsureAsync(Ct);

        again.ShouldBeSameAs(first);
        later.Certificate.ShouldNotBe(first.Certificate);
        later.Authorities.ShouldBe(first.Authorities);
    }

    [Fact]
    public async Task Ensure_SecretMissing_CreatesItWithTheEntriesAndTheLabel()
    {
        var bundle = await Authority(InSecret).EnsureAsync(Ct);

        var secret = _client.Peek<Secret>(Key)!;
        secret.Data!.Keys.ShouldBe(["ca", "cert", "key", "ca-key"], ignoreOrder: true);
        Encoding.UTF8.GetString(secret.Data["ca"]).ShouldBe(bundle.Authorities);
        secret.Metadata.Labels!["app.kubernetes.io/managed-by"].ShouldBe("demo");
    }

    [Fact]
    public async Task Ensure_SecretPresent_IsReadAndNotWritten()
    {
        var first = await Authority(InSecret).EnsureAsync(Ct);
        _client.Calls.Clear();

        var second = await Authority(InSecret).EnsureAsync(Ct);

        second.Certificate.ShouldBe(first.Certificate);
        _client.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ensure_EmptySecretOfTheChart_IsFilledAndKeepsItsLabels()
    {
        _client.Put(new Secret { Metadata = Meta(("app.kubernetes.io/managed-by", "Helm")) });

        await Authority(InSecret).EnsureAsync(Ct);

        var secret = _client.Peek<Secret>(Key)!;
        secret.Data!.ShouldContainKey("cert");
        secret.Metadata.Labels!["app.kubernetes.io/managed-by"].ShouldBe("Helm");
    }

    [Fact]
    public async Task Ensure_SecretOfAnOperatorWithoutRotation_IsAdoptedUnchanged()
    {
        var eternal = TestCertificates.Eternal(_time.GetUtcNow(), [.. TestCertificates.Options.Names]);
        _client.Put(SecretOf(("ca", eternal.Authorities), ("cert", eternal.Certificate), ("key", eternal.Key)));

        var bundle = await Authority(InSecret).EnsureAsync(Ct);

        bundle.Certificate.ShouldBe(eternal.Certificate);
        _client.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ensure_SecretOfSomeoneElse_IsRefusedAndNotWritten()
    {
        _client.Put(SecretOf(("tls.crt", "x"), ("tls.key", "y"), ("ca.crt", "z")));

        var error = await Should.ThrowAsync<InvalidOperationException>(Authority(InSecret).EnsureAsync(Ct));

        error.Message.ShouldBe("Secret ops/webhook-cert holds other entries (ca.crt, tls.crt, tls.key) and is not managed by demo.");
        _client.Writes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("kubernetes.io/tls", null)]
    [InlineData("Opaque", "cert-manager.io/certificate-name")]
    public async Task Ensure_SecretOfCertManagerThatLooksLikeOurs_IsRefusedAndNotWritten(string type, string? annotation)
    {
        var secret = SecretOf();
        secret.SecretType = type;
        secret.Metadata.Labels = new() { ["app.kubernetes.io/managed-by"] = "demo" };
        secret.Metadata.Annotations = annotation is null ? null : new() { [annotation] = "webhook" };
        _client.Put(secret);

        await Should.ThrowAsync<InvalidOperationException>(Authority(InSecret).EnsureAsync(Ct));

        _client.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ensure_SecretIsDeleted_ComesBackAsItWas()
    {
        var authority = Authority(InSecret);
        var before = await authority.EnsureAsync(Ct);
        _client.Remove<Secret>(Key);

        var after = await authority.EnsureAsync(Ct);

        (after.Authorities, after.Certificate).ShouldBe((before.Authorities, before.Certificate));
        Encoding.UTF8.GetString(_client.Peek<Secret>(Key)!.Data!["cert"]).ShouldBe(before.Certificate);
    }

    [Theory]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":{"ca":null}}""")]
    [InlineData("""{"data":{"ca":"Z2FyYmFnZQ=="}}""")]
    public async Task Ensure_SecretLosesItsAuthority_ComesBackAsItWas(string patch)
    {
        var authority = Authority(InSecret);
        var before = await authority.EnsureAsync(Ct);
        await _client.PatchAsync<Secret>(Key, Patch.Merge(JsonNode.Parse(patch)!), ct: Ct);

        var after = await authority.EnsureAsync(Ct);

        (after.Authorities, after.Certificate).ShouldBe((before.Authorities, before.Certificate));
        Encoding.UTF8.GetString(_client.Peek<Secret>(Key)!.Data!["ca"]).ShouldBe(before.Authorities);
    }

    [Fact]
    public async Task Ensure_AuthorityKeyEmptied_TwoReplicasAnnounceOneSuccessor()
    {
        var (first, second) = (Authority(InSecret), Authority(InSecret));
        await first.EnsureAsync(Ct);
        await _client.PatchAsync<Secret>(Key, Patch.Merge(JsonNode.Parse("""{"data":{"ca-key":""}}""")!), ct: Ct);
        Task<CertificateBundle>? rival = null;
        _client.BeforeCall = call =>
        {
            if (call.StartsWith("PATCH", StringComparison.Ordinal))
            {
                _client.BeforeCall = null;
                rival = second.EnsureAsync(Ct);
            }
        };

        var announced = await first.EnsureAsync(Ct);

        announced.Trusted().Count.ShouldBe(2);
        announced.Authorities.ShouldBe((await rival!).Authorities);
    }

    [Fact]
    public async Task Ensure_CertificateWasRemoved_IsIssuedAnewByTheSameAuthority()
    {
        var before = await Authority(InSecret).EnsureAsync(Ct);
        _client.Edit<Secret>(Key, stored => stored["data"]!.AsObject().Remove("cert"));

        var after = await Authority(InSecret).EnsureAsync(Ct);

        after.Authorities.ShouldBe(before.Authorities);
        after.Certificate.ShouldNotBe(before.Certificate);
        CertificateChecks.IsIssuedBy(after.Leaf(), after.Trusted()).ShouldBeTrue();
    }

    [Fact]
    public async Task Ensure_LabelledSecretWithOtherEntries_KeepsThem()
    {
        var secret = SecretOf(("note", "hello"));
        secret.Metadata.Labels = new() { ["app.kubernetes.io/managed-by"] = "demo" };
        _client.Put(secret);

        await Authority(InSecret).EnsureAsync(Ct);

        Encoding.UTF8.GetString(_client.Peek<Secret>(Key)!.Data!["note"]).ShouldBe("hello");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ensure_AnotherReplicaWritesFirst_TakesOverItsAuthority(bool empty)
    {
        if (empty)
        {
            _client.Put(new Secret { Metadata = Meta() });
        }

        var rival = Authority(InSecret);
        Task<CertificateBundle>? winner = null;
        _client.BeforeCall = call =>
        {
            if (winner is null && !call.StartsWith("GET", StringComparison.Ordinal))
            {
                _client.BeforeCall = null;
                winner = rival.EnsureAsync(Ct);
            }
        };

        var loser = await Authority(InSecret).EnsureAsync(Ct);

        loser.Authorities.ShouldBe((await winner!).Authorities);
        loser.Certificate.ShouldBe((await winner).Certificate);
    }

    [Fact]
    public async Task Ensure_SecretDeletedMeanwhile_CreatesIt()
    {
        _client.Put(new Secret { Metadata = Meta() });
        _client.BeforeCall = call =>
        {
            if (call.StartsWith("PATCH", StringComparison.Ordinal))
            {
                _client.Remove<Secret>(Key);
            }
        };

        await Authority(InSecret).EnsureAsync(Ct);

        _client.Writes.ShouldBe(["PATCH secrets ops/webhook-cert", "CREATE secrets ops/webhook-cert"]);
    }

    [Fact]
    public async Task Ensure_ForbiddenToWrite_Throws()
    {
        _client.BeforeCall = call =>
        {
            if (call.StartsWith("CREATE", StringComparison.Ordinal))
            {
                throw ScriptedKubeClient.Failure(HttpStatusCode.Forbidden, "Forbidden");
            }
        };

        (await Should.ThrowAsync<KubeApiException>(Authority(InSecret).EnsureAsync(Ct))).IsForbidden.ShouldBeTrue();
    }

    [Fact]
    public void Constructor_SecretWithoutClient_Throws() => Should.Throw<ArgumentException>(() =>
        new SelfSignedAuthority(InSecret, null, _time, NullLogger<SelfSignedAuthority>.Instance));

    private static ObjectMeta Meta(params (string Key, string Value)[] labels) => new()
    {
        Name = Key.Name,
        Namespace = Key.Namespace,
        Labels = labels.ToDictionary(label => label.Key, label => label.Value),
    };

    private static Secret SecretOf(params (string Key, string Value)[] entries) => new()
    {
        Metadata = Meta(),
        Data = entries.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetBytes(entry.Value)),
    };

    private SelfSignedAuthority Authority(SelfSignedOptions options) =>
        new(options, _client, _time, NullLogger<SelfSignedAuthority>.Instance);
}
