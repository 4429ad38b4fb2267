using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Resolution;
using Microsoft.AspNetCore.Routing;

namespace Gko.Webhooks;

/// <summary>All webhooks of the operator: where they are served and how the API server is told of them.</summary>
public sealed class WebhookSet
{
    private readonly ManagementContextDefaulter _contextDefaulter;
    private readonly ManagementContextAdmission _contexts;
    private readonly ApiDefinitionAdmission _apis;
    private readonly ApiGuardrailAdmission _guardrails = new();

    public WebhookSet(AdmissionPolicy policy, WatchScope scope, IKubeClient client, ResolutionSet resolution, IApimClient apim)
    {
        var access = new CrossNamespaceAccess(client, policy);
        _contextDefaulter = new ManagementContextDefaulter(client, scope);
        _contexts = new ManagementContextAdmission(policy, scope, resolution.Contexts, resolution.Usage, apim, access);
        _apis = new ApiDefinitionAdmission(policy, scope, resolution, apim, access);
    }

    /// <summary>What to register with the API server. The names are upstream's; kubectl shows them in denials.</summary>
    public static IReadOnlyList<WebhookDescription> Descriptions { get; } =
    [
        Validating(ManagementContext.Type),
        Validating(ApiDefinition.Type),
        Validating(ApiGuardrail.Type),
        new(Name(ManagementContext.Type), WebhookPaths.Mutate(ManagementContext.Type), ManagementContext.Type,
            [AdmissionOperation.Create, AdmissionOperation.Update], Mutating: true),
    ];

    /// <summary>Serves the webhooks under upstream's paths.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDefaulter(WebhookPaths.Mutate(ManagementContext.Type), _contextDefaulter);
        endpoints.MapValidator(WebhookPaths.Validate(ManagementContext.Type), _contexts);
        endpoints.MapValidator(WebhookPaths.Validate(ApiDefinition.Type), _apis);
        endpoints.MapValidator(WebhookPaths.Validate(ApiGuardrail.Type), _guardrails);
    }

    private static WebhookDescription Validating(ResourceType type) => new(
        Name(type), WebhookPaths.Validate(type), type,
        [AdmissionOperation.Create, AdmissionOperation.Update, AdmissionOperation.Delete], Mutating: false);

    private static string Name(ResourceType type) => $"{type.Version}.{type.Group}.{type.Kind.ToLowerInvariant()}";
}
