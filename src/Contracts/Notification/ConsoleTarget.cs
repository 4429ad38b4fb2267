using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>What is reported in the console and to whom.</summary>
public sealed class ConsoleTarget
{
    [Description("Events of an API that are reported.")]
    [AllowedValues(
        "APIKEY_EXPIRED", "APIKEY_RENEWED", "APIKEY_REVOKED",
        "SUBSCRIPTION_NEW", "SUBSCRIPTION_ACCEPTED", "SUBSCRIPTION_CLOSED", "SUBSCRIPTION_PAUSED", "SUBSCRIPTION_RESUMED",
        "SUBSCRIPTION_REJECTED", "SUBSCRIPTION_TRANSFERRED", "SUBSCRIPTION_FAILED", "NEW_SUPPORT_TICKET",
        "API_STARTED", "API_STOPPED", "API_UPDATED", "API_DEPLOYED", "NEW_RATING", "NEW_RATING_ANSWER", "MESSAGE",
        "ASK_FOR_REVIEW", "REVIEW_OK", "REQUEST_FOR_CHANGES", "API_DEPRECATED", "NEW_SPEC_GENERATED")]
    public List<string>? ApiEvents { get; set; }

    [Description("Group objects of this cluster whose members are told.")]
    public List<NamespacedReference>? GroupRefs { get; set; }

    [Description("Names or ids of APIM groups whose members are told.")]
    public List<string>? Groups { get; set; }
}
