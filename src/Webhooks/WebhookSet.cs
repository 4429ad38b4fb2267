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
    private readonly Dictionary<Type, object> _validators = [];
    private readonly List<Action<IEndpointRouteBuilder>> _mappings = [];

    /// <inheritdoc cref="WebhookSet"/>
    public WebhookSet(
        AdmissionPolicy policy, WatchScope scope, IKubeClient client, ResolutionSet resolution, IApimClient apim, TimeProvider time)
    {
        var services = new ReviewServices(policy, scope, client, resolution, apim, time);
        Default(new ManagementContextDefaulter(client, scope));
        Validate(new ManagementContextAdmission(services));
        Validate(new ApiDefinitionAdmission(services));
        Validate(new ApiV4DefinitionAdmission(services));
        Validate(new ApiGuardrailAdmission());
        Validate(new ApiResourceAdmission(services));
        Default(new ApplicationDefaulter(scope));
        Validate(new ApplicationAdmission(services));
        Validate(new SubscriptionAdmission(services));
        Validate(new GroupAdmission(services));
        Validate(new SharedPolicyGroupAdmission(services));
        Validate(new DictionaryAdmission(services));
        Validate(new DocumentationAdmission(services));
        Validate(new PortalAdmission(services));
        Validate(new PortalLinkAdmission(services));
        Validate(new PortalListingAdmission(services));
        Validate(new NotificationAdmission(services));
        AcceptDefaulting();
    }

    /// <summary>What to register with the API server. The names are upstream's; kubectl shows them in denials.</summary>
    public static IReadOnlyList<WebhookDescription> Descriptions { get; } =
    [
        Validating(ManagementContext.Type),
        Validating(ApiDefinition.Type),
        Validating(ApiV4Definition.Type),
        Validating(ApiGuardrail.Type),
        Validating(ApiResource.Type),
        Validating(Application.Type),
        Validating(Subscription.Type),
        Validating(Group.Type),
        Validating(SharedPolicyGroup.Type, SharedPolicyGroup.Type.Plural),
        Validating(Dictionary.Type),
        Validating(Documentation.Type),
        Validating(Portal.Type),
        Validating(PortalLink.Type),
        Validating(PortalListing.Type),
        Validating(Notification.Type),
        Mutating(ManagementContext.Type),
        Mutating(Application.Type),
    ];

    /// <summary>Serves the webhooks under upstream's paths.</summary>
    public void Map(IEndpointRouteBuilder endpoints) => _mappings.ForEach(map => map(endpoints));

    /// <summary>The validator of a kind.</summary>
    internal IAdmissionValidator<T> ValidatorOf<T>() where T : class => (IAdmissionValidator<T>)_validators[typeof(T)];

    private void Validate<T>(IAdmissionValidator<T> validator) where T : class, IResource<T>
    {
        _validators.Add(typeof(T), validator);
        _mappings.Add(endpoints => endpoints.MapValidator(WebhookPaths.Validate(T.Type), validator));
    }

    private void Default<T>(IAdmissionDefaulter<T> defaulter) where T : class, IResource<T> =>
        _mappings.Add(endpoints => endpoints.MapDefaulter(WebhookPaths.Mutate(T.Type), defaulter));

    // Not registered anywhere, but configurations of upstream's chart name these paths.
    private void AcceptDefaulting()
    {
        Default(new NoDefaults<ApiDefinition>());
        Default(new NoDefaults<ApiV4Definition>());
        Default(new NoDefaults<ApiResource>());
        Default(new NoDefaults<Subscription>());
        Default(new NoDefaults<Group>());
        Default(new NoDefaults<SharedPolicyGroup>());
        Default(new NoDefaults<Dictionary>());
        Default(new NoDefaults<Documentation>());
        Default(new NoDefaults<Portal>());
        Default(new NoDefaults<PortalLink>());
        Default(new NoDefaults<PortalListing>());
    }

    private static WebhookDescription Mutating(ResourceType type) => new(
        Name(type), WebhookPaths.Mutate(type), type, [AdmissionOperation.Create, AdmissionOperation.Update], Mutating: true);

    private static WebhookDescription Validating(ResourceType type, string? name = null) => new(
        Name(type, name), WebhookPaths.Validate(type), type,
        [AdmissionOperation.Create, AdmissionOperation.Update, AdmissionOperation.Delete], Mutating: false);

    private static string Name(ResourceType type, string? name = null) => $"{type.Version}.{type.Group}.{name ?? type.Kind.ToLowerInvariant()}";
}
