using FsCheck;
using FsCheck.Fluent;
using Gko.Kubernetes.Model;

namespace Gko.Resolution.Tests.Dependencies;

public sealed class DependencyIndexTests
{
    private readonly DependencyIndex _index = new();

    [Fact]
    public void DependentsOf_RecordedSource_NamesAllDependents()
    {
        _index.Record(Api("one"), [Secret("s"), Secret("t")]);
        _index.Record(Api("two"), [Secret("s")]);

        _index.DependentsOf(Secret("s")).ShouldBe([Api("one"), Api("two")], ignoreOrder: true);
        _index.DependentsOf(Secret("t")).ShouldBe([Api("one")]);
    }

    [Fact]
    public void DependentsOf_UnknownSource_IsEmpty() => _index.DependentsOf(Secret("s")).ShouldBeEmpty();

    [Fact]
    public void DependentsOf_SameNameOfOtherKind_IsEmpty()
    {
        _index.Record(Api("one"), [Secret("s")]);

        _index.DependentsOf(new ReferenceKey("ConfigMap", new ObjectKey("default", "s"))).ShouldBeEmpty();
    }

    [Fact]
    public void Read_VeryManySources_TakesAMoment()
    {
        const int Many = 50_000;
        var reads = _index.Read(Api("one"));
        var started = TimeProvider.System.GetTimestamp();

        for (var index = 0; index < Many; index++)
        {
            reads.Add(Secret($"s-{index}"));
        }

        TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
        _index.SourcesOf(Api("one")).Count.ShouldBe(Many);
    }

    [Fact]
    public void Record_Again_ReplacesWhatWasKnown()
    {
        _index.Record(Api("one"), [Secret("s")]);
        _index.Record(Api("one"), [Secret("t")]);

        _index.DependentsOf(Secret("s")).ShouldBeEmpty();
        _index.SourcesOf(Api("one")).ShouldBe([Secret("t")]);
    }

    [Fact]
    public void Record_Nothing_KeepsNothing()
    {
        _index.Record(Api("one"), [Secret("s")]);
        _index.Record(Api("one"), []);

        _index.Count.ShouldBe(0);
    }

    [Fact]
    public void Forget_Dependent_LeavesNothingOfIt()
    {
        _index.Record(Api("one"), [Secret("s")]);
        _index.Forget(Api("one"));

        _index.DependentsOf(Secret("s")).ShouldBeEmpty();
        _index.Count.ShouldBe(0);
    }

    [Fact]
    public void Forget_Unknown_IsFine() => Should.NotThrow(() => _index.Forget(Api("one")));

    [Fact]
    public void DependentsOf_AnyHistory_EqualsASearchThroughAll() => Prop.ForAll(
        Gen.Choose(0, 9).Four().ListOf().ToArbitrary(),
        history =>
        {
            var index = new DependencyIndex();
            var model = new Dictionary<ReferenceKey, ReferenceKey[]>();
            foreach (var (dependent, action, first, second) in history)
            {
                var key = Api($"{dependent}");
                ReferenceKey[] sources = [Secret($"{first}"), Secret($"{second}"), Api($"{first}")];
                if (action < 3)
                {
                    index.Forget(key);
                    model.Remove(key);
                }
                else
                {
                    index.Record(key, sources);
                    model[key] = sources;
                }
            }

            return index.Count == model.Count
                && Enumerable.Range(0, 10).SelectMany(name => new[] { Secret($"{name}"), Api($"{name}") }).All(source =>
                    index.DependentsOf(source).ToHashSet().SetEquals(model.Where(entry => entry.Value.Contains(source)).Select(entry => entry.Key)));
        }).QuickCheckThrowOnFailure();

    private static ReferenceKey Api(string name) => new("ApiDefinition", new ObjectKey("default", name));

    private static ReferenceKey Secret(string name) => new("Secret", new ObjectKey("default", name));
}
