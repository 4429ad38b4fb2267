using System.Security.Cryptography;
using FluentValidation;
using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Webhooks;

/// <summary>
/// What an application must say by itself. The texts and the order are upstream's; what is in the certificates of the list,
/// and which grants go together, only APIM knows.
/// </summary>
internal sealed class ApplicationValidator : AbstractValidator<ApplicationSpec>
{
    private const string Settings = "spec.settings";
    private const string OldCertificate = $"{Settings}.tls.clientCertificate";
    private const string Certificates = $"{Settings}.tls.clientCertificates";
    private const string RedirectUris = $"{Settings}.oauth.redirectUris";

    private readonly AdmissionPolicy _policy;

    public ApplicationValidator(AdmissionPolicy policy)
    {
        _policy = policy;
        RuleFor(spec => spec.Settings).Custom(CheckSettings);
        RuleFor(spec => spec.Settings == null ? null : spec.Settings.Tls).Custom(CheckTls);
        RuleFor(spec => spec.Settings == null ? null : spec.Settings.OAuth).Custom(CheckRedirects);
    }

    private static void CheckSettings(ApplicationSettings? settings, ValidationContext<ApplicationSpec> context)
    {
        if (settings is { App: not null, OAuth: not null })
        {
            context.Fail(Settings, "configuring both OAuth and simple settings is not allowed");
        }
    }

    private static void CheckTls(TlsSettings? tls, ValidationContext<ApplicationSpec> context)
    {
        var hasOld = !string.IsNullOrEmpty(tls?.ClientCertificate);
        var certificates = tls?.ClientCertificates ?? [];
        if (hasOld && certificates.Count > 0)
        {
            context.Fail(OldCertificate, "clientCertificate and clientCertificates cannot be used at the same time");
            return;
        }

        if (hasOld && !PemEncoding.TryFind(tls!.ClientCertificate, out _))
        {
            context.Fail(OldCertificate, "failed to parse TLS client certificate");
        }

        for (var index = 0; index < certificates.Count; index++)
        {
            CheckSource(certificates[index], index, context);
        }
    }

    private static void CheckSource(ClientCertificate? certificate, int index, ValidationContext<ApplicationSpec> context)
    {
        var hasContent = !string.IsNullOrEmpty(certificate?.Content);
        var hasReference = certificate?.Ref is not null;
        if (hasContent && hasReference)
        {
            context.Fail($"{Certificates}[{index}]", $"clientCertificates[{index}]: content and ref cannot both be set");
        }
        else if (!hasContent && !hasReference)
        {
            context.Fail($"{Certificates}[{index}]", $"clientCertificates[{index}]: either content or ref must be set");
        }
    }

    private void CheckRedirects(OAuthSettings? oauth, ValidationContext<ApplicationSpec> context)
    {
        for (var index = 0; index < oauth?.RedirectUris?.Count; index++)
        {
            if (!IsUrl(oauth.RedirectUris[index], oauth.ApplicationType))
            {
                context.Soft(
                    _policy, CheckIds.Urls, $"{RedirectUris}[{index}]",
                    $"redirect URI [{oauth.RedirectUris[index]}] is not a URL: use an absolute address such as https://app.example.com/callback");
            }
        }
    }

    // Native applications are called back under schemes of their own. A path alone has the form of the address of a file.
    private static bool IsUrl(string? text, string? applicationType) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && text!.StartsWith($"{url.Scheme}:", StringComparison.OrdinalIgnoreCase)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps
            ? url.Host.Length > 0
            : applicationType == OAuthApplicationTypes.Native);
}
