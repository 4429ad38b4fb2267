using System.Text;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>
/// Words a webhook as the API server stores it. Every field is set, those with defaults too: then a stored webhook can be
/// compared with a wanted one member by member.
/// </summary>
internal static class WebhookEntryBuilder
{
    private const int HttpsPort = 443;

    /// <exception cref="ArgumentException">The registration names neither a URL nor a Service.</exception>
    public static WebhookEntry Build(WebhookRegistration registration, WebhookDescription webhook) => new()
    {
        Name = webhook.Name,
        ClientConfig = ClientConfig(registration, webhook.Path),
        Rules = [Rule(webhook)],
        FailurePolicy = registration.FailurePolicy,
        MatchPolicy = "Equivalent",
        NamespaceSelector = NamespaceSelector(registration.Namespaces),
        ObjectSelector = new LabelSelector(),
        MatchConditions = MatchConditions.For(registration.ExemptUser),
        SideEffects = "None",
        TimeoutSeconds = registration.TimeoutSeconds,
        AdmissionReviewVersions = ["v1"],
        ReinvocationPolicy = webhook.Mutating ? "Never" : null,
    };

    private static WebhookClientConfig ClientConfig(WebhookRegistration registration, string path)
    {
        var config = new WebhookClientConfig
        {
            CaBundle = registration.CaBundle.Length == 0 ? null : Encoding.UTF8.GetBytes(registration.CaBundle),
        };
        if (registration.Url is { } url)
        {
            config.Url = url.AbsoluteUri.TrimEnd('/') + path;
        }
        else if (registration.Service is { } service)
        {
            config.Service = new WebhookServiceReference
            {
                Namespace = service.Namespace,
                Name = service.Name,
                Path = path,
                Port = service.Port ?? HttpsPort,
            };
        }
        else
        {
            throw new ArgumentException("A registration needs a URL or a Service.", nameof(registration));
        }

        return config;
    }

    private static WebhookRule Rule(WebhookDescription webhook) => new()
    {
        Operations = [.. webhook.Operations.Select(operation => operation.ToString().ToUpperInvariant())],
        ApiGroups = [webhook.ResourceType.Group],
        ApiVersions = [webhook.ResourceType.Version],
        Resources = [webhook.ResourceType.Plural],
        Scope = "*",
    };

    private static LabelSelector NamespaceSelector(IReadOnlyList<string>? namespaces) =>
        namespaces is null or { Count: 0 }
            ? new LabelSelector()
            : new LabelSelector
            {
                MatchExpressions =
                [
                    new() { Key = "kubernetes.io/metadata.name", Operator = "In", Values = [.. namespaces.Order(StringComparer.Ordinal)] },
                ],
            };
}
