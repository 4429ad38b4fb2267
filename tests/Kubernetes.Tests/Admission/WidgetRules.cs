using Gko.Kubernetes.Admission;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Rules simple enough to be read beside the golden files.</summary>
internal sealed class WidgetRules : IAdmissionValidator<Widget>, IAdmissionDefaulter<Widget>
{
    public ValueTask<AdmissionVerdict> ValidateAsync(AdmissionContext<Widget> context, CancellationToken ct)
    {
        var errors = new List<AdmissionError>();
        var warnings = new List<string>();
        if (context.Operation is AdmissionOperation.Delete)
        {
            if (context.OldObject!.Spec?.Color == "red")
            {
                errors.Add(new AdmissionError("red widgets cannot be deleted"));
            }

            return ValueTask.FromResult(new AdmissionVerdict(errors, warnings));
        }

        var spec = context.Object!.Spec;
        if (spec?.Size > 10)
        {
            errors.Add(new AdmissionError("must be at most 10", "spec.size"));
        }

        if (spec?.Color == "none")
        {
            errors.Add(new AdmissionError("color must not be none", "spec.color"));
        }

        if (context.OldObject?.Spec is { } old && old.Size != spec?.Size)
        {
            warnings.Add("changing the size restarts the widget");
        }

        return ValueTask.FromResult(new AdmissionVerdict(errors, warnings));
    }

    public ValueTask<AdmissionVerdict> DefaultAsync(Widget resource, AdmissionContext<Widget> context, CancellationToken ct)
    {
        if (resource.Spec?.Color == "none")
        {
            return ValueTask.FromResult(AdmissionVerdict.Deny("none is no color", "spec.color"));
        }

        resource.Spec ??= new WidgetSpec();
        resource.Spec.Color ??= "blue";
        foreach (var part in resource.Spec.Parts ?? [])
        {
            part.Weight ??= 1;
        }

        return ValueTask.FromResult(AdmissionVerdict.Allow);
    }
}
