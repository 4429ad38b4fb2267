using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>Evaluates the templates of specs and looks at what came out.</summary>
internal sealed class TemplateReview(SpecTemplates templates, CrossNamespaceAccess access, AdmissionPolicy policy)
{
    // What Go's templates print for a value that does not exist.
    private const string Nothing = "<no value>";

    /// <summary>The spec with its templates evaluated; null, and errors among the findings, when one cannot be.</summary>
    public async ValueTask<T?> CompileAsync<T>(T spec, JsonTypeInfo<T> json, Review review, CancellationToken ct) where T : class
    {
        var reads = new ReadLog();
        var (compiled, problems) = await templates.PreviewAsync(spec, json, review.Key, reads, ct).ConfigureAwait(false);
        review.Verdicts.Add(problems);
        await CheckSecretsAsync(reads, review, ct).ConfigureAwait(false);
        if (!ReferenceEquals(spec, compiled))
        {
            CheckReferences(spec, json, review);
            CheckOutcome(compiled, json, review);
        }

        return compiled;
    }

    /// <summary>Looks at templates that were evaluated elsewhere.</summary>
    public async ValueTask CheckAsync<T>(T spec, T compiled, JsonTypeInfo<T> json, Review review, CancellationToken ct) where T : class
    {
        if (!ReferenceEquals(spec, compiled))
        {
            if (policy.IsStrict(CheckIds.SecretTemplates))
            {
                var reads = new ReadLog();
                await templates.PreviewAsync(spec, json, review.Key, reads, ct).ConfigureAwait(false);
                await CheckSecretsAsync(reads, review, ct).ConfigureAwait(false);
            }

            CheckReferences(spec, json, review);
            CheckOutcome(compiled, json, review);
        }
    }

    private void CheckReferences<T>(T spec, JsonTypeInfo<T> json, Review review) where T : class
    {
        if (policy.CrossNamespaceReferences is CrossNamespacePolicy.Allow)
        {
            return;
        }

        foreach (var field in TemplatedReferences.FieldsOf(JsonSerializer.SerializeToElement(spec, json)))
        {
            const string Message = "a template decides which namespace this refers to, or which object there: nobody could ask later whether its author may read that; write both out";
            if (policy.CrossNamespaceReferences is CrossNamespacePolicy.Deny)
            {
                review.Verdicts.Error(Message, field);
            }
            else
            {
                review.Verdicts.Warn(Message, field);
            }
        }
    }

    // Whoever may not read a Secret can read in APIM what a template took from it. Many legitimate authors may not, so that
    // nobody is asked unless the administrator wants it.
    private async ValueTask CheckSecretsAsync(ReadLog reads, Review review, CancellationToken ct)
    {
        if (!policy.IsStrict(CheckIds.SecretTemplates))
        {
            return;
        }

        foreach (var source in reads.Sources.Where(source => source.Kind == Secret.Type.Kind))
        {
            if (await access.WhyNotAsync(Secret.Type, source.Key, review.User, ct).ConfigureAwait(false) is { } reason)
            {
                review.Verdicts.Error($"{reason}, which a template of this object reads; have that access granted, or take the template out", "spec");
            }
        }
    }

    private static void CheckOutcome<T>(T? compiled, JsonTypeInfo<T> json, Review review) where T : class
    {
        if (compiled is not null && JsonSerializer.Serialize(compiled, json).Contains(Nothing, StringComparison.Ordinal))
        {
            review.Verdicts.Soft(
                CheckIds.Templates, $"a template gives [{Nothing}]: only configmap and secret have values here, as in [[ configmap \"name/key\" ]]", "spec");
        }
    }
}
