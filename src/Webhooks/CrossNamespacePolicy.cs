namespace Gko.Webhooks;

/// <summary>How references into namespaces that the requesting user cannot read are treated.</summary>
public enum CrossNamespacePolicy
{
    /// <summary>Do not ask; any author may use any context, as upstream does.</summary>
    Allow,

    /// <summary>Ask the API server and warn when the author may not read the target.</summary>
    Warn,

    /// <summary>Ask the API server and refuse when the author may not read the target.</summary>
    Deny,
}
