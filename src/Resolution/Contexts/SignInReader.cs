using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution.Templating;

namespace Gko.Resolution;

/// <summary>
/// Finds out how a context signs in. A Secret that holds a token, or a user with a password, decides alone; what it lacks is
/// taken from the context itself. White space around values, as editors leave it, is dropped.
/// </summary>
internal sealed class SignInReader(ITemplateSources sources, SpecTemplates templates, WatchScope scope)
{
    private const string AuthField = "spec.auth.secretRef";
    private const string CloudField = "spec.cloud.secretRef";

    /// <summary>The credentials of a context whose templates are evaluated already.</summary>
    public async ValueTask<Resolved<SignIn>> ReadAsync(ManagementContextSpec spec, string? ns, ReadLog reads, CancellationToken ct)
    {
        var inline = Inline(spec);
        var (reference, field) = spec.Auth?.SecretRef is { Name.Length: > 0 } auth ? (auth, AuthField)
            : spec.Cloud?.SecretRef is { Name.Length: > 0 } cloud ? (cloud, CloudField)
            : (null, "");
        if (reference is null)
        {
            return inline.ToSignIn(spec.Auth?.BearerToken is { Length: > 0 } ? "spec.auth.bearerToken" : "spec.cloud.token");
        }

        var key = References.Target(reference, ns);
        var tokenKey = spec.Cloud is null ? SecretKeys.BearerToken : SecretKeys.CloudToken;
        var content = await ReadSecretAsync(key, [tokenKey, SecretKeys.Username, SecretKeys.Password], field, reads, ct).ConfigureAwait(false);
        if (!content.TryGet(out var values, out var problem))
        {
            return problem;
        }

        var secret = new Parts(Trim(values, tokenKey), Trim(values, SecretKeys.Username), Trim(values, SecretKeys.Password));
        return Merge(secret, inline) is { } merged
            ? merged.ToSignIn(field)
            : new ResolutionProblem(
                ProblemKind.UnresolvedReference,
                $"secret [{key}] holds no credentials: it needs the key {tokenKey}, or the keys username and password",
                field);
    }

    private static Parts Inline(ManagementContextSpec spec) => new(
        spec.Auth?.BearerToken is { Length: > 0 } token ? token : spec.Cloud?.Token,
        spec.Auth?.Credentials?.Username,
        spec.Auth?.Credentials?.Password);

    private static Parts? Merge(Parts secret, Parts inline)
    {
        if (secret.Token is not null || secret is { User: not null, Password: not null })
        {
            return secret;
        }

        return new Parts(null, secret.User ?? inline.User, secret.Password ?? inline.Password) is { User: not null, Password: not null } completed
            ? completed
            : !string.IsNullOrWhiteSpace(inline.Token) ? inline with { User = null, Password = null } : null;
    }

    private static string? Trim(IReadOnlyDictionary<string, string> values, string key) =>
        values.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    private async ValueTask<Resolved<Dictionary<string, string>>> ReadSecretAsync(
        ObjectKey key, string[] names, string field, ReadLog reads, CancellationToken ct)
    {
        reads.Add(ReferenceKey.Of<Secret>(key));
        if (!scope.Contains(key.Namespace))
        {
            return Missing(key, field, scope.Refuse(key.Namespace));
        }

        try
        {
            return await sources.ReadAsync(TemplateSourceKind.Secret, key, ct).ConfigureAwait(false) is { } secret
                ? await EvaluateAsync(key, Pick(secret.Values, names), field, reads, ct).ConfigureAwait(false)
                : Missing(key, field, "it was not found; create it, or correct the reference");
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return Missing(key, field, "the operator's service account may not read it; grant it access");
        }
    }

    // What is wrong with a value of a Secret is not told in detail: the words could be part of it.
    private async ValueTask<Resolved<Dictionary<string, string>>> EvaluateAsync(
        ObjectKey key, Dictionary<string, string> values, string field, ReadLog reads, CancellationToken ct)
    {
        var compiled = await templates.CompileAsync(
            values, ContractsJson.Relaxed.DictionaryStringString, key, reads, ct).ConfigureAwait(false);
        return compiled.TryGet(out var evaluated, out var problem)
            ? evaluated
            : new ResolutionProblem(
                problem.Kind,
                $"secret [{key}] has a template that cannot be evaluated in its key {problem.Field.Split('.')[^1]}; correct it, or create what it reads",
                field);
    }

    private static Dictionary<string, string> Pick(IReadOnlyDictionary<string, string> values, string[] names) =>
        names.Where(values.ContainsKey).ToDictionary(name => name, name => values[name], StringComparer.Ordinal);

    private static ResolutionProblem Missing(ObjectKey key, string field, string why) => new(
        ProblemKind.UnresolvedReference, $"secret [{key}] doesn't exist in the cluster: {why}", field);

    private sealed record Parts(string? Token, string? User, string? Password)
    {
        public SignIn ToSignIn(string tokenField) => new(ApimCredentials.From(Token, User, Password), Token, tokenField);
    }
}
