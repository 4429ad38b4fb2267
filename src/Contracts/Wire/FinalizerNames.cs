namespace Gko.Contracts.Wire;

/// <summary>Finalizers, under the names that upstream uses, so that either operator can finish the other's work.</summary>
public static class FinalizerNames
{
    /// <summary>On both API kinds.</summary>
    public const string Api = "finalizers.gravitee.io/apidefinitiondeletion";

    /// <summary>On an API that ingresses use as their template.</summary>
    public const string ApiTemplate = "finalizers.gravitee.io/apidefinitiontemplate";

    public const string ManagementContext = "finalizers.gravitee.io/managementcontextdeletion";

    public const string ApiResource = "finalizers.gravitee.io/apiresource";

    public const string Application = "finalizers.gravitee.io/applicationdeletion";

    public const string Subscription = "finalizers.gravitee.io/subscriptions";

    public const string Group = "finalizers.gravitee.io/groups";

    public const string SharedPolicyGroup = "finalizers.gravitee.io/sharedpolicygroups";

    public const string Notification = "finalizers.gravitee.io/notification";

    public const string Dictionary = "finalizers.gravitee.io/dictionaries";

    public const string Documentation = "finalizers.gravitee.io/documentations";

    public const string Portal = "finalizers.gravitee.io/portals";

    public const string PortalLink = "finalizers.gravitee.io/portallinks";

    public const string PortalListing = "finalizers.gravitee.io/portallistings";

    /// <summary>Left by upstream on Secrets that a ManagementContext uses; never set here, only released.</summary>
    public const string ManagementContextSecret = "finalizers.gravitee.io/managementcontextSecret";

    /// <summary>Left by upstream on Secrets and ConfigMaps that templates use; never set here, only released.</summary>
    public const string Templating = "finalizers.gravitee.io/templating";
}
