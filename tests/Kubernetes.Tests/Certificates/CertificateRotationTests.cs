using System.Security.Cryptography.X509Certificates;
using Gko.Kubernetes.Certificates;

namespace Gko.Kubernetes.Tests.Certificates;

public sealed class CertificateRotationTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CertificateRotation _rotation = new(TestCertificates.Options);

    [Fact]
    public void Next_Nothing_IssuesAuthorityAndCertificate()
    {
        var bundle = _rotation.Next(null, Start);

        using var leaf = bundle.Leaf();
        var authority = bundle.Trusted().ShouldHaveSingleItem();
        leaf.ShouldSatisfyAllConditions(
            () => CertificateChecks.IsIssuedBy(leaf, [authority]).ShouldBeTrue(),
            () => CertificateChecks.Covers(leaf, TestCertificates.Options.Names).ShouldBeTrue(),
            () => leaf.MatchesHostname("webhook.ops.svc").ShouldBeTrue(),
            () => leaf.MatchesHostname("127.0.0.1").ShouldBeTrue(),
            () => leaf.MatchesHostname("other.ops.svc").ShouldBeFalse(),
            () => leaf.NotAfter.ToUniversalTime().ShouldBe(Start.UtcDateTime.AddDays(365)),
            () => leaf.NotBefore.ToUniversalTime().ShouldBe(Start.UtcDateTime.AddHours(-1)),
            () => leaf.GetECDsaPublicKey()!.KeySize.ShouldBe(256),
            () => authority.NotAfter.ToUniversalTime().ShouldBe(Start.UtcDateTime.AddDays(3650)),
            () => authority.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority.ShouldBeTrue(),
            () => bundle.Key.ShouldStartWith("-----BEGIN EC PRIVATE KEY-----"),
            () => bundle.Certificate.ShouldStartWith("-----BEGIN CERTIFICATE-----"));
    }

    [Fact]
    public void Next_BeforeTwoThirds_KeepsTheBundle()
    {
        var bundle = _rotation.Next(null, Start);

        _rotation.Next(bundle, Start.AddDays(243)).ShouldBeSameAs(bundle);
    }

    [Fact]
    public void Next_AfterTwoThirds_RenewsTheCertificateUnderTheSameAuthority()
    {
        var bundle = _rotation.Next(null, Start);

        var next = _rotation.Next(bundle, Start.AddDays(244));

        next.Authorities.ShouldBe(bundle.Authorities);
        next.Certificate.ShouldNotBe(bundle.Certificate);
        using var leaf = next.Leaf();
        CertificateChecks.IsIssuedBy(leaf, next.Trusted()).ShouldBeTrue();
        leaf.NotAfter.ToUniversalTime().ShouldBe(Start.UtcDateTime.AddDays(244 + 365));
    }

    [Fact]
    public void Next_OtherNames_RenewsTheCertificateAtOnceUnderTheSameAuthority()
    {
        var bundle = _rotation.Next(null, Start);
        var moved = new CertificateRotation(TestCertificates.Options with { Names = ["webhook.elsewhere.svc"] });

        var next = moved.Next(bundle, Start.AddMinutes(1));

        next.Authorities.ShouldBe(bundle.Authorities);
        using var leaf = next.Leaf();
        leaf.MatchesHostname("webhook.elsewhere.svc").ShouldBeTrue();
    }

    [Fact]
    public void Next_AuthorityPastTwoThirds_IsAnnouncedBeforeItSigns()
    {
        var late = Start.AddDays(2434);
        var bundle = _rotation.Next(null, Start);
        var serving = _rotation.Next(_rotation.Next(bundle, Start.AddDays(2400)), Start.AddDays(2433));

        var announced = _rotation.Next(serving, late);

        announced.Trusted().Count.ShouldBe(2);
        announced.Certificate.ShouldBe(serving.Certificate);
        announced.Trusted()[1].SerialNumber.ShouldBe(bundle.Trusted()[0].SerialNumber);
        using var leaf = announced.Leaf();
        CertificateChecks.IsIssuedBy(leaf, announced.Trusted()).ShouldBeTrue();
        _rotation.Next(announced, late.AddMinutes(1)).ShouldBeSameAs(announced);
    }

    [Fact]
    public void Next_OverlapOver_TheNewAuthoritySigns()
    {
        // Both are due at the same moment: the authority first, the certificate when the overlap is over.
        var options = TestCertificates.Options with { AuthorityLifetime = TimeSpan.FromDays(365) };
        var rotation = new CertificateRotation(options);
        var due = Start.AddDays(250);
        var announced = rotation.Next(rotation.Next(null, Start), due);

        var during = rotation.Next(announced, due.AddMinutes(30));
        var after = rotation.Next(announced, due.AddMinutes(61));

        during.ShouldBeSameAs(announced);
        after.Authorities.ShouldBe(announced.Authorities);
        using var leaf = after.Leaf();
        CertificateChecks.IsIssuedBy(leaf, [announced.Trusted()[0]]).ShouldBeTrue();
    }

    [Fact]
    public void Next_AuthorityKeyNotKept_StaysUntilDueThenAnnouncesANewAuthority()
    {
        var eternal = TestCertificates.Eternal(Start, [.. TestCertificates.Options.Names]);

        _rotation.Next(eternal, Start.AddDays(20000)).ShouldBeSameAs(eternal);
        var next = _rotation.Next(eternal, Start.AddDays(25000));

        next.Certificate.ShouldBe(eternal.Certificate);
        next.Trusted().Count.ShouldBe(2);
        next.AuthorityKey.ShouldNotBeNull();
    }

    [Fact]
    public void Next_AuthorityKeyNotKeptAndOtherNames_TrustsBothAuthorities()
    {
        var eternal = TestCertificates.Eternal(Start, "old.ops.svc");

        var next = _rotation.Next(eternal, Start.AddDays(1));

        using var leaf = next.Leaf();
        leaf.MatchesHostname("webhook.ops.svc").ShouldBeTrue();
        next.Trusted()[1].SerialNumber.ShouldBe(eternal.Trusted()[0].SerialNumber);
    }

    [Fact]
    public void Next_EverythingExpired_StartsAnew()
    {
        var bundle = _rotation.Next(null, Start);

        var next = _rotation.Next(bundle, Start.AddDays(4000));

        next.Trusted().ShouldHaveSingleItem().SerialNumber.ShouldNotBe(bundle.Trusted()[0].SerialNumber);
    }

    [Theory]
    [InlineData("authorities")]
    [InlineData("certificate")]
    [InlineData("key")]
    [InlineData("foreign key")]
    [InlineData("foreign authority")]
    public void Next_DamagedBundle_IsReplacedByAWorkingOne(string damage)
    {
        var good = _rotation.Next(null, Start);
        var damaged = damage switch
        {
            "authorities" => new CertificateBundle("garbage", good.AuthorityKey, good.Certificate, good.Key),
            "certificate" => new CertificateBundle(good.Authorities, good.AuthorityKey, "garbage", good.Key),
            "key" => new CertificateBundle(good.Authorities, good.AuthorityKey, good.Certificate, "garbage"),
            "foreign key" => new CertificateBundle(good.Authorities, good.AuthorityKey, good.Certificate, TestCertificates.NewKey()),
            _ => new CertificateBundle(TestCertificates.Bundle(Start).Authorities, null, good.Certificate, good.Key),
        };

        var next = _rotation.Next(damaged, Start.AddDays(1));

        using var leaf = X509Certificate2.CreateFromPem(next.Certificate, next.Key);
        CertificateChecks.IsIssuedBy(leaf, next.Trusted()).ShouldBeTrue();
        _rotation.Next(next, Start.AddDays(1)).ShouldBeSameAs(next);
    }

    [Fact]
    public void Next_AuthorityKeyEmptied_AnnouncesThenSignsThenRetires()
    {
        var steady = _rotation.Next(null, Start);
        var asked = new CertificateBundle(steady.Authorities, "", steady.Certificate, steady.Key);

        var announced = _rotation.Next(asked, Start);
        var early = _rotation.Next(announced, Start.AddMinutes(59));
        var signed = _rotation.Next(announced, Start.AddMinutes(60));
        var kept = _rotation.Next(signed, Start.AddMinutes(119));
        var retired = _rotation.Next(signed, Start.AddMinutes(120));

        announced.ShouldSatisfyAllConditions(
            () => announced.Trusted().Select(authority => authority.SerialNumber).Skip(1).ShouldBe([steady.Trusted()[0].SerialNumber]),
            () => announced.Certificate.ShouldBe(steady.Certificate),
            () => early.ShouldBeSameAs(announced),
            () => signed.Authorities.ShouldBe(announced.Authorities),
            () => CertificateChecks.IsIssuedBy(signed.Leaf(), [announced.Trusted()[0]]).ShouldBeTrue(),
            () => kept.ShouldBeSameAs(signed),
            () => retired.Trusted().ShouldHaveSingleItem().SerialNumber.ShouldBe(announced.Trusted()[0].SerialNumber),
            () => retired.Certificate.ShouldBe(signed.Certificate),
            () => _rotation.Next(retired, Start.AddDays(1)).ShouldBeSameAs(retired));
    }

    [Fact]
    public void Next_NewAuthorityIsNotTrustedYet_SignsOnlyWhenItIs()
    {
        var isTrusted = false;
        var rotation = new CertificateRotation(TestCertificates.Options, _ => isTrusted);
        var steady = rotation.Next(null, Start);
        var announced = rotation.Next(new CertificateBundle(steady.Authorities, "", steady.Certificate, steady.Key), Start);

        rotation.Next(announced, Start.AddDays(30)).ShouldBeSameAs(announced);
        isTrusted = true;

        rotation.Next(announced, Start.AddDays(30)).Certificate.ShouldNotBe(announced.Certificate);
    }

    [Fact]
    public void Next_NobodyTrustsAnything_StillRenewsUnderTheSameAuthorityAndReplacesWhatExpired()
    {
        var rotation = new CertificateRotation(TestCertificates.Options, _ => false);
        var steady = rotation.Next(null, Start);
        var announced = rotation.Next(new CertificateBundle(steady.Authorities, "", steady.Certificate, steady.Key), Start);

        rotation.Next(steady, Start.AddDays(244)).Certificate.ShouldNotBe(steady.Certificate);
        rotation.Next(announced, Start.AddDays(366)).Certificate.ShouldNotBe(announced.Certificate);
    }

    [Fact]
    public void Next_AskedAgainBeforeTheSuccessorSigned_DropsIt_AndStillTrustsWhoSigned()
    {
        var steady = _rotation.Next(null, Start);
        var announced = _rotation.Next(new CertificateBundle(steady.Authorities, "", steady.Certificate, steady.Key), Start);

        var again = _rotation.Next(new CertificateBundle(announced.Authorities, "", announced.Certificate, announced.Key), Start.AddMinutes(1));

        again.Trusted().Count.ShouldBe(2);
        again.Trusted()[1].SerialNumber.ShouldBe(steady.Trusted()[0].SerialNumber);
        again.Trusted()[0].SerialNumber.ShouldNotBe(announced.Trusted()[0].SerialNumber);
    }
}
