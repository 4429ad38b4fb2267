using Gko.Kubernetes.Model;
using Gko.Testing;

namespace Gko.Resolution.Tests.Paths;

public sealed class RememberedClaimsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RememberedClaims _claims;

    public RememberedClaimsTests() => _claims = new RememberedClaims(TimeSpan.FromSeconds(30), _time);

    [Fact]
    public void Of_Claimed_GivesAllOwners()
    {
        _claims.Add(Api("a"), ["/x", "/y"]);
        _claims.Add(Api("b"), ["/x"]);

        _claims.Of("/x").ShouldBe([Api("a"), Api("b")], ignoreOrder: true);
        _claims.Of("/y").ShouldBe([Api("a")]);
        _claims.Of("/z").ShouldBeEmpty();
    }

    [Fact]
    public void Of_SomeTimeLater_GivesNobody()
    {
        _claims.Add(Api("a"), ["/x"]);

        _time.Advance(TimeSpan.FromSeconds(30));
        _claims.Of("/x").ShouldBe([Api("a")]);

        _time.Advance(TimeSpan.FromSeconds(1));
        _claims.Of("/x").ShouldBeEmpty();
    }

    [Fact]
    public void Of_ClaimedAgain_CountsFromTheLastTime()
    {
        _claims.Add(Api("a"), ["/x"]);
        _claims.Add(Api("b"), ["/x"]);
        _time.Advance(TimeSpan.FromSeconds(20));
        _claims.Add(Api("a"), ["/x"]);
        _time.Advance(TimeSpan.FromSeconds(20));
        _claims.Add(Api("c"), ["/y"]);

        _claims.Of("/x").ShouldBe([Api("a")]);
    }

    [Fact(Timeout = 30_000)]
    public Task Add_WhileManyAreKnown_TakesNoLonger() => Task.Run(
        () =>
        {
            for (var index = 0; index < 200_000; index++)
            {
                _claims.Add(Api("a"), [$"/{index}"]);
            }

            _claims.Of("/0").ShouldBe([Api("a")]);
        },
        TestContext.Current.CancellationToken);

    private static ReferenceKey Api(string name) => new("ApiDefinition", new ObjectKey("team", name));
}
