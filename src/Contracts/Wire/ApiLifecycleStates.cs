namespace Gko.Contracts.Wire;

/// <summary>Where an API is in its life on the portal.</summary>
public static class ApiLifecycleStates
{
    /// <summary>v2 only.</summary>
    public const string Created = "CREATED";

    public const string Published = "PUBLISHED";
    public const string Unpublished = "UNPUBLISHED";
    public const string Deprecated = "DEPRECATED";
    public const string Archived = "ARCHIVED";
}
