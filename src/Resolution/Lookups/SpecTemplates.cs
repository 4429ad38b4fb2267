using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution.Templating;

namespace Gko.Resolution;

/// <summary>Evaluates the templates of a spec and records which objects they read.</summary>
/// <param name="sources">Reads what templates name.</param>
/// <param name="enabled">False leaves every <c>[[</c> as it is.</param>
public sealed class SpecTemplates(ITemplateSources sources, bool enabled)
{
    /// <summary>The spec with its templates evaluated, the same instance when it has none; or all problems and no spec. Remembers nothing.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="json">How to take it apart.</param>
    /// <param name="owner">The object; templates read from its namespace only.</param>
    /// <param name="reads">Is told of each object that a template names.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public ValueTask<(T? Compiled, IReadOnlyList<ResolutionProblem> Problems)> PreviewAsync<T>(
        T spec, JsonTypeInfo<T> json, ObjectKey owner, ReadLog reads, CancellationToken ct) where T : class =>
        EvaluateAsync(spec, json, owner, reads, ct);

    /// <summary>The spec with its templates evaluated, the same instance when it has none; or the first problem.</summary>
    /// <param name="spec">Not changed.</param>
    /// <param name="json">How to take it apart.</param>
    /// <param name="owner">The object; templates read from its namespace only.</param>
    /// <param name="reads">Is told of each object that a template names.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    internal async ValueTask<Resolved<T>> CompileAsync<T>(
        T spec, JsonTypeInfo<T> json, ObjectKey owner, ReadLog reads, CancellationToken ct) where T : class
    {
        var (compiled, problems) = await EvaluateAsync(spec, json, owner, reads, ct).ConfigureAwait(false);
        return compiled is null ? problems[0] : compiled;
    }

    /// <summary>The spec with its templates evaluated, the same instance when it has none; null with all problems among the findings.</summary>
    internal async ValueTask<T?> CompileAsync<T>(
        T spec, JsonTypeInfo<T> json, ObjectKey owner, Findings findings, CancellationToken ct) where T : class
    {
        var (compiled, problems) = await EvaluateAsync(spec, json, owner, findings.Reads, ct).ConfigureAwait(false);
        foreach (var problem in problems)
        {
            findings.Fail(problem);
        }

        return compiled;
    }

    private async ValueTask<(T? Compiled, IReadOnlyList<ResolutionProblem> Problems)> EvaluateAsync<T>(
        T spec, JsonTypeInfo<T> json, ObjectKey owner, ReadLog reads, CancellationToken ct) where T : class
    {
        try
        {
            var compiler = new TemplateCompiler(new NotedSources(sources, reads), enabled);
            var outcome = await compiler.CompileAsync(spec, json, owner.Namespace ?? "", ct).ConfigureAwait(false);
            return (outcome.Result.Value, outcome.Problems);
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return (null, [new(
                ProblemKind.UnresolvedReference,
                $"a template of [{owner}] reads what the operator's service account may not read; grant it access: {error.Message}",
                "spec")]);
        }
    }

    /// <summary>Notes each source before it is read, also when reading fails.</summary>
    private sealed class NotedSources(ITemplateSources sources, ReadLog reads) : ITemplateSources
    {
        public ValueTask<TemplateSource?> ReadAsync(TemplateSourceKind kind, ObjectKey key, CancellationToken ct)
        {
            reads.Add(kind is TemplateSourceKind.Secret ? ReferenceKey.Of<Secret>(key) : ReferenceKey.Of<ConfigMap>(key));
            return sources.ReadAsync(kind, key, ct);
        }
    }
}
