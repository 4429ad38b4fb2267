using Gko.Contracts;
using Gko.Kubernetes.Admission;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

public sealed class ApiReferenceAccessTests : IAsyncLifetime
{
    private WebhookFixture _fixture = null!;

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.MayAccess = _ => false;
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [InlineData(CrossNamespacePolicy.Deny, 10, 0)]
    [InlineData(CrossNamespacePolicy.Warn, 0, 10)]
    public async Task Create_VeryManyReferencesThatTheAuthorMayNotFollow_AsksAboutTenOfThem(CrossNamespacePolicy policy, int errors, int warnings)
    {
        _fixture.Policy = new AdmissionPolicy { CrossNamespaceReferences = policy };
        var references = Enumerable.Range(0, 30).Select(index => new NamespacedReference { Name = $"group-{index}", Namespace = "other" }).ToList();

        var verdict = await _fixture.ReviewAsync(Requests.Create(AnApi().With(spec => spec.GroupRefs = references).Build()));

        (verdict.Errors.Count(Tells), verdict.Warnings.Count(text => text.StartsWith("user \"alice\" may not get", StringComparison.Ordinal)))
            .ShouldBe((errors, warnings));
        _fixture.Cluster.Reviews.Count.ShouldBe(10);

        static bool Tells(AdmissionError error) => error.Message.StartsWith("user \"alice\" may not get", StringComparison.Ordinal);
    }
}
