using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Resolution;
using Gko.Resolution.Templating;

namespace Gko.Webhooks;

/// <summary>Looks at what a context signs in with: a Secret that says it twice, a token whose time has passed or not come yet.</summary>
internal sealed class SignInChecks(ITemplateSources sources, TimeProvider time)
{
    /// <summary>Adds the findings for a context that can sign in one way or another.</summary>
    /// <param name="spec">The context with its templates evaluated.</param>
    /// <param name="review">Of the context; its author may use the Secret.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask CheckAsync(ManagementContextSpec spec, Review review, CancellationToken ct)
    {
        var ofAuth = spec.Auth?.SecretRef is { Name.Length: > 0 };
        var (token, field) = (spec.Auth?.BearerToken ?? spec.Cloud?.Token, spec.Auth?.BearerToken is null ? "spec.cloud.token" : "spec.auth.bearerToken");
        if ((ofAuth ? spec.Auth!.SecretRef : spec.Cloud?.SecretRef) is { Name.Length: > 0 } reference)
        {
            field = ofAuth ? "spec.auth.secretRef" : "spec.cloud.secretRef";
            var key = References.Target(reference, review.Namespace);
            var values = (await sources.ReadAsync(TemplateSourceKind.Secret, key, ct).ConfigureAwait(false))?.Values;
            var tokenKey = spec.Cloud is null ? SecretKeys.BearerToken : SecretKeys.CloudToken;
            token = values?.GetValueOrDefault(tokenKey);
            if (!string.IsNullOrWhiteSpace(token) && values!.ContainsKey(SecretKeys.Username) && values.ContainsKey(SecretKeys.Password))
            {
                review.Verdicts.Soft(
                    CheckIds.Credentials, $"secret [{key}] holds more than one kind of credentials: {tokenKey} is used; remove username and password", field);
            }
        }

        if (CloudTokens.IsEnabled(spec) && !string.IsNullOrWhiteSpace(token))
        {
            CheckTime(token, field, review);
        }
    }

    private void CheckTime(string token, string field, Review review)
    {
        var now = time.GetUtcNow();
        var claims = CloudTokens.Parse(token, out _);
        if (claims?.ExpiresAt <= now)
        {
            review.Verdicts.Soft(CheckIds.Credentials, $"the cloud token has expired at {claims.ExpiresAt:u}: get another one from Gravitee Cloud", field);
        }
        else if (claims?.NotBefore > now)
        {
            review.Verdicts.Soft(CheckIds.Credentials, $"the cloud token is not valid before {claims.NotBefore:u}", field);
        }
    }
}
