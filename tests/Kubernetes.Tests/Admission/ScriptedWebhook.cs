using Gko.Kubernetes.Admission;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Does what a test says, as validator and as defaulter, and remembers the requests.</summary>
internal sealed class ScriptedWebhook(Func<AdmissionContext<Widget>, Widget?, CancellationToken, ValueTask<AdmissionVerdict>> script)
    : IAdmissionValidator<Widget>, IAdmissionDefaulter<Widget>
{
    public ScriptedWebhook(AdmissionVerdict verdict) : this((_, _, _) => ValueTask.FromResult(verdict))
    {
    }

    public List<AdmissionContext<Widget>> Requests { get; } = [];

    public ValueTask<AdmissionVerdict> ValidateAsync(AdmissionContext<Widget> context, CancellationToken ct)
    {
        Requests.Add(context);
        return script(context, null, ct);
    }

    public ValueTask<AdmissionVerdict> DefaultAsync(Widget resource, AdmissionContext<Widget> context, CancellationToken ct)
    {
        Requests.Add(context);
        return script(context, resource, ct);
    }
}
