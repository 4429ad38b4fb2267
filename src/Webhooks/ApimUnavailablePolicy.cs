namespace Gko.Webhooks;

/// <summary>Whether an APIM outage stops applies.</summary>
public enum ApimUnavailablePolicy
{
    /// <summary>Admit with a warning; the reconciler reports and retries.</summary>
    Warn,

    /// <summary>Refuse until APIM answers, as upstream does.</summary>
    Deny,
}
