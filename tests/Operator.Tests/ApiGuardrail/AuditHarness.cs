using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Operator.Tests;

/// <summary>The audit of guardrails over a cluster in memory.</summary>
internal sealed class AuditHarness(OperatorFixture fixture)
{
    public static readonly ObjectKey Key = new(null, "rules");

    private GuardrailNews _news = new(fixture.Events);

    public OperatorFixture Fixture { get; } = fixture;

    public RecordingLogger<ApiGuardrailReconciler> Log { get; } = new();

    public Informer<ApiGuardrail> Guardrails => (Informer<ApiGuardrail>)Fixture.Resolution.Stores.Guardrails!.Guardrails;

    public AuditPace Pace { get; } = new(fixture.Time);

    /// <summary>The guardrail <c>rules</c> as stored.</summary>
    public ApiGuardrail Guardrail => Fixture.Cluster.Peek<ApiGuardrail>(Key)!;

    public ApiGuardrailStatus Status => Guardrail.Status!;

    public async Task<ReconcileResult> AuditAsync()
    {
        var status = new ApiGuardrailStatusWriter(new StatusWriter(Fixture.Cluster, FieldManagers.Operator), Guardrails, Fixture.Time);
        var audit = new GuardrailAudit(Fixture.Resolution.Guardrails, Fixture.Apis, Fixture.V4Apis, NullLogger<GuardrailAudit>.Instance);
        return await new ApiGuardrailReconciler(audit, status, _news, Pace, Fixture.Time, Log).ReconcileAsync(
            Guardrails.Get(Key)!, new ReconcileContext { ReconcileId = "id", Controller = "test" }, CancellationToken.None);
    }

    /// <summary>Forgets what only the process knew.</summary>
    public void Restart() => _news = new(Fixture.Events);
}
