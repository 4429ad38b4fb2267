namespace Gko.Webhooks;

/// <summary>Names of the checks that warn by default and that <see cref="AdmissionPolicy.Strict"/> turns into errors.</summary>
public static class CheckIds
{
    /// <summary>A started v2 API without any plan: nobody can call it.</summary>
    public const string NoPlans = "no-plans";

    /// <summary>A path that does not start with a slash, one API that names a path twice, hosts that differ only by case.</summary>
    public const string Paths = "paths";

    /// <summary>An endpoint group without endpoints, or a target that is not a URL.</summary>
    public const string Endpoints = "endpoints";

    /// <summary>A URL elsewhere than in an endpoint that is none, or a link that runs a script.</summary>
    public const string Urls = "urls";

    /// <summary>Two plans or pages of one API that APIM would take for one.</summary>
    public const string PlanNames = "plan-names";

    /// <summary>A started API of which no plan is published, or a plan without a security that is known.</summary>
    public const string Plans = "plans";

    /// <summary>Another security for a plan that somebody is subscribed to.</summary>
    public const string PlanSecurity = "plan-security";

    /// <summary>A step that cannot run where it stands, such as a shared policy group of another phase.</summary>
    public const string Flows = "flows";

    /// <summary>A page that is its own ancestor, or whose parent is no folder.</summary>
    public const string Pages = "pages";

    /// <summary>Brokers of two Kafka plans on one port.</summary>
    public const string KafkaPorts = "kafka-ports";

    /// <summary>Another context for an object, or another environment for a context in use: what is in the old one stays there.</summary>
    public const string ContextChange = "context-change";

    /// <summary>Deleting what others still refer to: it would not go before they do.</summary>
    public const string InUse = "in-use";

    /// <summary>A ManagementContext without credentials, with more than one kind of them, or with a token that has expired.</summary>
    public const string Credentials = "credentials";

    /// <summary>A subscription that cannot be synced, or no longer once its plan is gone, or a second one to the same plan.</summary>
    public const string Subscriptions = "subscriptions";

    /// <summary>A template whose value does not exist.</summary>
    public const string Templates = "templates";

    /// <summary>A name that is too long for APIM, or that it would not take.</summary>
    public const string Names = "names";

    /// <summary>A template that reads a Secret which its author may not read; not even a warning unless strict.</summary>
    public const string SecretTemplates = "secret-templates";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NoPlans, Paths, Endpoints, Urls, PlanNames, Plans, PlanSecurity, Flows, Pages, KafkaPorts, ContextChange, InUse, Credentials,
        Subscriptions, Templates, Names, SecretTemplates,
    ];
}
