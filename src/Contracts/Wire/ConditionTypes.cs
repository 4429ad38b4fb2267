namespace Gko.Contracts.Wire;

/// <summary>Types of the conditions in a status.</summary>
public static class ConditionTypes
{
    /// <summary>The sum of the others, as kubectl wait, Argo CD and Flux read it.</summary>
    public const string Ready = "Ready";

    /// <summary>Whether the spec was taken by everything it concerns.</summary>
    public const string Accepted = "Accepted";

    /// <summary>Whether everything that the spec refers to was found.</summary>
    public const string ResolvedRefs = "ResolvedRefs";

    /// <summary>On a v4 API that APIM knows by its human-readable id instead of a UUID; must survive every status write.</summary>
    public const string AutomationApiManaged = "AutomationAPIManaged";
}
