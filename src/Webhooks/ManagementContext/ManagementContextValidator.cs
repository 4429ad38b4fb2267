using FluentValidation;
using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// What a ManagementContext must say by itself. The texts up to the first colon and the order are upstream's; a context that
/// is connected to Gravitee Cloud gets everything from its token, so nothing is mandatory there.
/// </summary>
internal sealed class ManagementContextValidator : AbstractValidator<ManagementContextSpec>
{
    private readonly AdmissionPolicy _policy;

    public ManagementContextValidator(AdmissionPolicy policy)
    {
        _policy = policy;
        When(spec => !CloudTokens.IsEnabled(spec), () =>
        {
            RuleFor(spec => spec.BaseUrl).Cascade(CascadeMode.Stop)
                .Must(HasText).WithMessage("[baseUrl] is mandatory when cloud is not enabled")
                .Must(IsHttpUrl).WithMessage(
                    "[baseUrl] is not a valid URL: \"{PropertyValue}\" must be an absolute http:// or https:// address such as https://apim.example.com")
                .OverridePropertyName("spec.baseUrl");
            RuleFor(spec => spec.OrganizationId)
                .Must(HasText).WithMessage("[orgId] is mandatory when cloud is not enabled")
                .OverridePropertyName("spec.organizationId");
            RuleFor(spec => spec.EnvironmentId)
                .Must(HasText).WithMessage("[envId] is mandatory when cloud is not enabled")
                .OverridePropertyName("spec.environmentId");
            RuleFor(spec => spec.Auth)
                .NotNull().WithMessage(
                    "[auth] is mandatory when cloud is not enabled: set bearerToken, credentials or secretRef")
                .OverridePropertyName("spec.auth");
            RuleFor(spec => spec.Auth).Custom(CheckCredentials);
        });
        RuleFor(spec => spec.Cloud).Custom(CheckCloud);
    }

    private void CheckCredentials(Auth? auth, ValidationContext<ManagementContextSpec> context)
    {
        if (auth is null)
        {
            return;
        }

        // In the order in which they win.
        string[] ways =
        [
            .. string.IsNullOrEmpty(auth.SecretRef?.Name) ? Array.Empty<string>() : ["secretRef"],
            .. HasText(auth.BearerToken) ? ["bearerToken"] : Array.Empty<string>(),
            .. auth.Credentials is null ? Array.Empty<string>() : ["credentials"],
        ];
        if (ways.Length != 1)
        {
            context.Soft(_policy, CheckIds.Credentials, "spec.auth", ways.Length == 0
                ? "[auth] holds no credentials: set bearerToken, credentials or secretRef"
                : $"[auth] holds more than one kind of credentials: {ways[0]} is used; remove {string.Join(" and ", ways[1..])}");
        }
    }

    private void CheckCloud(Cloud? cloud, ValidationContext<ManagementContextSpec> context)
    {
        if (cloud is not null && !HasText(cloud.Token) && !HasText(cloud.SecretRef?.Name))
        {
            context.Soft(_policy, CheckIds.Credentials, "spec.cloud", "[cloud] holds no token: set token or secretRef, or leave cloud out for an APIM of your own");
        }
        else if (HasText(cloud?.Token) && HasText(cloud?.SecretRef?.Name))
        {
            context.Soft(_policy, CheckIds.Credentials, "spec.cloud", "[cloud] holds more than one token: that of secretRef is used; remove token");
        }
    }

    private static bool HasText(string? value) => !string.IsNullOrWhiteSpace(value);

    private static bool IsHttpUrl(string? value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && value!.StartsWith($"{url.Scheme}://", StringComparison.Ordinal)
        && url.Host.Length > 0;
}
