using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Kubernetes.Tracing;
using Gko.Operator.Configuration;
using Gko.Operator.Metrics;
using Gko.Resolution;

namespace Gko.Operator.Hosting;

/// <summary>
/// The controllers, one per kind, and which of them look again when something changes. A new kind adds a method here and its
/// reconciler in a folder of its name.
/// </summary>
/// <param name="writer">Writes only while this process leads.</param>
/// <param name="apim">Calls only while this process leads.</param>
internal sealed class ControllerSet(
    OperatorOptions options,
    Informers informers,
    ResolutionSet resolution,
    IKubeClient writer,
    IApimClient apim,
    IEventRecorder events,
    OperatorMetrics metrics,
    TraceLinks traces,
    TimeProvider time,
    ILoggerFactory loggers)
{
    /// <summary>Dependents of one source are looked at this far from each other.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private readonly StatusWriter _status = new(writer, FieldManagers.Operator);
    private readonly LastResort _lastResort = new(writer);
    private readonly StartupSync _startup = new(options.AlwaysReconcile);
    private readonly List<Func<CancellationToken, CancellationToken, Task>> _controllers = [];

    /// <summary>Makes all controllers; call once, before the informers start.</summary>
    /// <returns>Each runs with the tokens that stop and that abort it.</returns>
    public IReadOnlyList<Func<CancellationToken, CancellationToken, Task>> Create()
    {
        var contexts = informers.Get<ManagementContext>();
        var resources = informers.Get<ApiResource>();
        var apis = informers.Get<ApiDefinition>();
        var v4Apis = informers.Get<ApiV4Definition>();
        var configMaps = informers.Get<ConfigMapMetadata>();
        var gateways = new GatewayConfigMaps(writer, configMaps);
        var users = new ApiUsers(resolution.Stores, writer, options.Ingresses);
        var dependencies = new Dependencies(resolution.Dependencies, Pace);

        dependencies.Dependent(contexts, Contexts(contexts));
        dependencies.Dependent(resources, Resources(resources));
        dependencies.Dependent(apis, Apis<ApiDefinition, ApiDefinitionStatus>(apis, new ApiDefinitionKind(resolution.Apis, apim, _status, apis), users, gateways));
        dependencies.Dependent(v4Apis, Apis<ApiV4Definition, ApiV4DefinitionStatus>(v4Apis, new ApiV4DefinitionKind(resolution.V4Apis, apim, _status, v4Apis), users, gateways));
        Guardrails(apis, v4Apis);
        UpstreamMarks<SecretMetadata>();
        UpstreamMarks<ConfigMapMetadata>();

        dependencies.Follow(informers);
        dependencies.Holders(apis, HeldBy);
        dependencies.Holders(v4Apis, HeldBy);
        dependencies.Owners(configMaps);
        dependencies.Holders(informers.Get<Documentation>(), PortalIndexes.HeldBy);
        dependencies.Holders(informers.Get<PortalListing>(), PortalIndexes.HeldBy);
        dependencies.Holders(informers.Get<Application>(), item => ContextOf(item, item.Spec?.ContextRef));
        dependencies.Holders(informers.Get<SharedPolicyGroup>(), item => ContextOf(item, item.Spec?.ContextRef));
        dependencies.Holders(informers.Get<Group>(), item => ContextOf(item, item.Spec?.ContextRef));
        dependencies.Holders(informers.Get<Dictionary>(), item => ContextOf(item, item.Spec?.ContextRef));
        dependencies.Holders(informers.Get<Portal>(), item => ContextOf(item, item.Spec?.ContextRef));
        return _controllers;
    }

    /// <summary>What an API keeps from going: its context and the shared resources that it uses.</summary>
    internal static IEnumerable<ReferenceKey> HeldBy<T>(T api)
        where T : class, IResource<T>, IApi =>
        ContextOf(api, api.CommonSpec?.ContextRef).Concat((api.CommonSpec?.Resources ?? [])
            .Where(resource => resource.Ref is not null)
            .Select(resource => ReferenceKey.Of<ApiResource>(References.Target(resource.Ref!, api.Metadata.Namespace))));

    private static IEnumerable<ReferenceKey> ContextOf(IResource holder, NamespacedReference? context) => context is { Name.Length: > 0 }
        ? [ReferenceKey.Of<ManagementContext>(References.Target(context, holder.Metadata.Namespace))]
        : [];

    private Controller<ManagementContext> Contexts(Informer<ManagementContext> informer)
    {
        var status = new ManagementContextStatusWriter(_status, informer, time);
        metrics.Objects.Observe<ManagementContext, ManagementContextStatus>(informer);

        // Asking a context's APIM is cheap, and its APIs wait for the answer.
        var options = Options<ManagementContext>(context => new QueueLane(ObjectKey.Of(context).ToString(), context.Metadata.Namespace ?? "")) with
        {
            Backoff = Backoff.Default with { Max = TimeSpan.FromSeconds(30) },
        };
        return Add(
            informer, options,
            new ManagementContextReconciler(resolution.Contexts, resolution.Dependencies, _lastResort, apim, status, events),
            new ManagementContextFinalizer(resolution.Usage, _lastResort, status, events));
    }

    private Controller<ApiResource> Resources(Informer<ApiResource> informer)
    {
        var status = new ApiResourceStatusWriter(_status, informer, time);
        metrics.Objects.Observe<ApiResource, ApiResourceStatus>(informer);
        return Add(
            informer, Options<ApiResource>(null),
            new ApiResourceReconciler(resolution.Resources, status, events),
            new ApiResourceFinalizer(resolution.Usage, status, events));
    }

    private Controller<T> Apis<T, TStatus>(Informer<T> informer, IApiKind<T> kind, ApiUsers users, GatewayConfigMaps gateways)
        where T : class, IResource<T>, IHasStatus<TStatus>, IApi
        where TStatus : class, IStatus
    {
        metrics.Objects.Observe<T, TStatus>(informer);
        var statuses = new ApiStatuses<T>(kind, time);
        return Add(
            informer, Options<T>(api => Lanes.ByContext(api, api.CommonSpec?.ContextRef)),
            new ApiReconciler<T>(kind, statuses, gateways, events, _startup, loggers.CreateLogger<ApiReconciler<T>>()),
            new ApiFinalizer<T>(
                kind, statuses, users, resolution.Contexts, resolution.Dependencies, _lastResort, gateways, events, loggers.CreateLogger<ApiFinalizer<T>>()));
    }

    private void Guardrails(Informer<ApiDefinition> apis, Informer<ApiV4Definition> v4Apis)
    {
        if (resolution.Stores.Guardrails is null)
        {
            return;
        }

        var informer = informers.Get<ApiGuardrail>();
        var news = new GuardrailNews(events);
        var pace = new AuditPace(time);
        metrics.Objects.Observe<ApiGuardrail, ApiGuardrailStatus>(informer);
        metrics.Guardrails.Observe(informer);
        var controller = Add(
            informer, Options<ApiGuardrail>(null),
            new ApiGuardrailReconciler(
                new GuardrailAudit(resolution.Guardrails, apis, v4Apis, loggers.CreateLogger<GuardrailAudit>()),
                new ApiGuardrailStatusWriter(_status, informer, time), news, pace, time, loggers.CreateLogger<ApiGuardrailReconciler>()),
            null);
        var triggers = new AuditTriggers(informer, resolution.Guardrails, (key, after) => controller.Enqueue(key, after: after));
        triggers.Apis(apis);
        triggers.Apis(v4Apis);
        triggers.Namespaces(informers.Get<NamespaceMetadata>());
        triggers.PolicyGroups(informers.Get<SharedPolicyGroup>());
        informer.Subscribe(
            change =>
            {
                if (change is { Type: ChangeType.Deleted, Old: { } gone })
                {
                    news.Forget(gone);
                    pace.Forget(gone);
                }
            },
            replay: false);
    }

    private void UpstreamMarks<T>()
        where T : class, IResource<T> => Add(
            informers.Get<T>(),
            new ControllerOptions<T>
            {
                Filter = Operator.UpstreamMarks.AreOn, IncludeDeleting = true, Workers = 1, DrainTimeout = options.DrainTimeout,
            },
            new UpstreamMarksReconciler<T>(writer, loggers.CreateLogger<UpstreamMarksReconciler<T>>()),
            null);

    private ControllerOptions<T> Options<T>(Func<T, QueueLane>? lane)
        where T : class, IResource<T> => new()
    {
        Workers = lane is null ? options.MaxConcurrentReconciles : Lanes.WorkersFor(options.MaxConcurrentReconciles),
        Predicate = Changes.OfSpecOrPolicy,
        Lane = lane,
        Metrics = metrics.Controllers,
        Traces = traces,
        DrainTimeout = options.DrainTimeout,
    };

    private Controller<T> Add<T>(Informer<T> informer, ControllerOptions<T> how, IReconciler<T> reconciler, IFinalizer<T>? finalizer)
        where T : class, IResource<T>
    {
        var controller = new Controller<T>(how, informer, reconciler, finalizer, writer, time, loggers.CreateLogger<Controller<T>>());
        _controllers.Add(controller.RunAsync);
        return controller;
    }
}
