namespace Gko.Contracts.Wire;

/// <summary>Reasons of the conditions in a status.</summary>
public static class ConditionReasons
{
    /// <summary><see cref="ConditionTypes.Accepted"/> is true.</summary>
    public const string Accepted = "Accepted";

    /// <summary>All references were found or, with status False as upstream writes it, one was not.</summary>
    public const string ResolvedRefs = "ResolvedRefs";

    /// <summary>A Group that the spec names does not exist; the rest was synced.</summary>
    public const string GroupNotFound = "GroupNotFound";

    /// <summary>Something failed that no other reason describes.</summary>
    public const string ReconcileFailed = "ReconcileFailed";

    /// <summary>A template expression in the spec is wrong or its source lacks the key.</summary>
    public const string CompileTemplateError = "CompileTemplateError";

    /// <summary>APIM refused the request or did not answer.</summary>
    public const string ControlPlaneError = "ControlPlaneError";

    /// <summary>The spec asks for something that makes no sense, such as an API that is neither local nor has a context.</summary>
    public const string IllegalStateError = "IllegalStateError";

    /// <summary><see cref="ConditionTypes.AutomationApiManaged"/> is true.</summary>
    public const string AutomationApiManaged = "AutomationAPIManaged";
}
