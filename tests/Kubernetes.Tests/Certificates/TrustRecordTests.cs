using Gko.Kubernetes.Certificates;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Certificates;

public sealed class TrustRecordTests
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly TrustRecord _trust;
    private readonly CertificateBundle _old = TestCertificates.Bundle();
    private readonly CertificateBundle _new = TestCertificates.Bundle();

    public TrustRecordTests() => _trust = new TrustRecord(_time, Settle);

    [Fact]
    public void Covers_NobodyWasToldYet_IsFalse() => _trust.Covers(_old.Leaf()).ShouldBeFalse();

    [Fact]
    public void Covers_OthersSeeToIt_IsTrue()
    {
        _trust.Tell(null, isNews: false);

        _trust.Covers(_old.Leaf()).ShouldBeTrue();
    }

    [Fact]
    public void Covers_AuthorityIsAdded_CountsOnceItHasSettled_AndTheOldOneAllTheTime()
    {
        _trust.Tell(_old.Authorities, isNews: true);
        _time.Advance(Settle);
        _trust.Tell(_new.Authorities + _old.Authorities, isNews: false);

        var before = (_trust.Covers(_new.Leaf()), _trust.Covers(_old.Leaf()));
        _time.Advance(Settle);
        var after = (_trust.Covers(_new.Leaf()), _trust.Covers(_old.Leaf()));

        before.ShouldBe((false, true));
        after.ShouldBe((true, true));
    }

    [Fact]
    public void Covers_AuthorityIsGone_IsFalse()
    {
        _trust.Tell(_old.Authorities, isNews: true);
        _trust.Tell(_new.Authorities, isNews: false);
        _time.Advance(Settle);

        _trust.Covers(_old.Leaf()).ShouldBeFalse();
    }

    [Fact]
    public void Covers_HadToBeToldAgain_StartsAnew()
    {
        _trust.Tell(_old.Authorities, isNews: true);
        _time.Advance(Settle);

        _trust.Tell(_old.Authorities, isNews: true);

        _trust.Covers(_old.Leaf()).ShouldBeFalse();
    }

    [Fact]
    public void IsOlder_EveryAuthority_MustBe()
    {
        _trust.Tell(_old.Authorities, isNews: true);
        _time.Advance(TimeSpan.FromHours(1));
        _trust.Tell(_new.Authorities + _old.Authorities, isNews: false);

        _trust.IsOlder(_old.Authorities, TimeSpan.FromHours(1)).ShouldBeTrue();
        _trust.IsOlder(_new.Authorities + _old.Authorities, TimeSpan.FromHours(1)).ShouldBeFalse();
    }
}
