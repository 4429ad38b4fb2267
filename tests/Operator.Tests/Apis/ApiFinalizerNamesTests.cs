using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using static Gko.Testing.Builders.Given;

namespace Gko.Operator.Tests.Apis;

/// <summary>Which entries in <c>metadata.finalizers</c> APIs get and lose.</summary>
public sealed class ApiFinalizerNamesTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _stop = new();
    private OperatorFixture _fixture = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync() => _fixture = await OperatorFixture.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
        await _fixture.DisposeAsync();
    }

    [Theory]
    [InlineData(null, FinalizerNames.Api)]
    [InlineData("false", FinalizerNames.Api)]
    [InlineData("true", FinalizerNames.ApiTemplate)]
    public async Task Reconcile_NewApi_GetsTheEntryOfWhatItIs(string? template, string expected)
    {
        _fixture.Cluster.Put(template is null ? AnApi().Build() : AnApi().Annotated(AnnotationNames.Template, template).Build());

        Run();

        await Eventually.TrueAsync(() => _fixture.Api.Metadata.Finalizers?.SequenceEqual([expected]) is true);
    }

    [Fact]
    public async Task Reconcile_ApiBecomesATemplate_KeepsBothEntries()
    {
        _fixture.Cluster.Put(AnApi()
            .Annotated(AnnotationNames.Template, "true")
            .WithObject(api => api.Metadata.Finalizers = [FinalizerNames.Api]).Build());

        Run();

        await Eventually.TrueAsync(
            () => _fixture.Api.Metadata.Finalizers?.SequenceEqual([FinalizerNames.Api, FinalizerNames.ApiTemplate]) is true);
    }

    [Fact]
    public async Task Finalize_BothEntriesAndOneOfOthers_LeavesThatOfOthers()
    {
        _fixture.Cluster.Put(AnApi()
            .Annotated(AnnotationNames.Template, "true").Deleting()
            .WithObject(api => api.Metadata.Finalizers = [FinalizerNames.Api, "others.io/x", FinalizerNames.ApiTemplate]).Build());

        Run();

        await Eventually.TrueAsync(() => _fixture.Api.Metadata.Finalizers?.SequenceEqual(["others.io/x"]) is true);
    }

    private void Run() => _running = new Controller<ApiDefinition>(
        new(), _fixture.Apis, new Idle(), _fixture.ApiFinalizer, _fixture.Cluster, _fixture.Time, NullLogger.Instance).RunAsync(_stop.Token);

    private sealed class Idle : IReconciler<ApiDefinition>
    {
        public ValueTask<ReconcileResult> ReconcileAsync(ApiDefinition resource, ReconcileContext context, CancellationToken ct) =>
            ValueTask.FromResult(ReconcileResult.Done);
    }
}
