using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests;

/// <summary>Which changes make a guardrail be audited again.</summary>
public sealed class AuditTriggersTests : IAsyncLifetime
{
    private readonly List<string> _asked = [];
    private OperatorFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await OperatorFixture.CreateAsync();
        var stores = _fixture.Resolution.Stores;
        var triggers = new AuditTriggers(stores.Guardrails!.Guardrails, _fixture.Resolution.Guardrails, (key, after) =>
        {
            after.ShouldBe(AuditTriggers.Pause);
            _asked.Add(key.Name);
        });
        triggers.Apis(_fixture.Apis);
        triggers.Apis(_fixture.V4Apis);
        triggers.Namespaces((Informer<NamespaceMetadata>)stores.Guardrails.Namespaces);
        triggers.PolicyGroups((Informer<SharedPolicyGroup>)stores.PolicyGroups);
        _fixture.Cluster.Put(ANamespace("default"));
        _fixture.Cluster.Put(AGuardrail("all").Demanding(rules => rules.ForbiddenPolicies = ["groovy"]).Build());
        _fixture.Cluster.Put(AGuardrail("some").With(spec => spec.NamespaceSelector = new() { MatchLabels = new() { ["team"] = "red" } }).Build());
        _fixture.Cluster.Put(AGuardrail("v4").With(spec => spec.Kinds = [nameof(ApiV4Definition)]).Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public void Api_Appears_ConcernsThoseThatMeanIt()
    {
        _fixture.Cluster.Put(AnApi().Build());

        _asked.ShouldBe(["all"]);
    }

    [Fact]
    public void Api_InANamespaceThatIsNotKnownYet_ConcernsThoseWithSelectorsToo()
    {
        _fixture.Cluster.Put(AnApi("api", "unseen").Build());

        _asked.ShouldBe(["all", "some"], ignoreOrder: true);
    }

    [Fact]
    public void V4Api_InALabelledNamespace_ConcernsThoseThatMeanIt()
    {
        _fixture.Cluster.Put(ANamespace("default", ("team", "red")));
        _asked.Clear();

        _fixture.Cluster.Put(AV4Api().Build());

        _asked.ShouldBe(["all", "some", "v4"], ignoreOrder: true);
    }

    [Fact]
    public void Api_SpecOrLabelsChange_ConcernsThem()
    {
        _fixture.Cluster.Put(AnApi().Build());
        _asked.Clear();

        _fixture.Cluster.Edit<Contracts.ApiDefinition>(OperatorFixture.ApiKey, api => api.Spec!.Version = "2");
        _fixture.Cluster.Edit<Contracts.ApiDefinition>(OperatorFixture.ApiKey, api => api.Metadata.Labels = new() { ["team"] = "red" });

        _asked.ShouldBe(["all", "all"]);
    }

    [Fact]
    public void Api_StatusChanges_ConcernsNobody()
    {
        _fixture.Cluster.Put(AnApi().Build());
        _asked.Clear();

        _fixture.Cluster.Edit<Contracts.ApiDefinition>(OperatorFixture.ApiKey, api => api.Status = new() { State = ApiStates.Started });

        _asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Api_Goes_ConcernsThem()
    {
        _fixture.Cluster.Put(AnApi().Build());
        _asked.Clear();

        _fixture.Cluster.Remove<Contracts.ApiDefinition>(OperatorFixture.ApiKey);

        await Gko.Testing.Eventually.TrueAsync(() => _fixture.Apis.Get(OperatorFixture.ApiKey) is null && _asked.Count > 0);
        _asked.ShouldBe(["all"]);
    }

    [Fact]
    public void Namespace_LabelsChange_ConcernsThoseWithSelectors()
    {
        _fixture.Cluster.Edit<NamespaceMetadata>(new ObjectKey(null, "default"), ns => ns.Metadata.Annotations = new() { ["a"] = "b" });
        _asked.Clear();

        _fixture.Cluster.Edit<NamespaceMetadata>(new ObjectKey(null, "default"), ns => ns.Metadata.Labels = new() { ["team"] = "red" });

        _asked.ShouldBe(["some"]);
    }

    [Fact]
    public void PolicyGroup_Changes_ConcernsThoseWithRulesOfPolicies()
    {
        _fixture.Cluster.Put(APolicyGroup());

        _asked.ShouldBe(["all"]);
    }
}
