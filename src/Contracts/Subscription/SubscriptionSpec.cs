using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Which application gets access to which plan of which API.</summary>
public sealed class SubscriptionSpec
{
    [Description("The API, an ApiV4Definition unless kind says ApiDefinition. Cannot be changed.")]
    [Required]
    public NamespacedReference? Api { get; set; }

    [Description("The Application. Cannot be changed.")]
    [Required]
    public NamespacedReference? Application { get; set; }

    [Description("The plan: its key in the plans of a v4 API, its name in those of a v2 API. Cannot be changed.")]
    [Required]
    public string? Plan { get; set; }

    [Description("When access ends. Left out, it does not.")]
    [Format("date-time")]
    public string? EndingAt { get; set; }

    [Description("Key-value pairs that policies read at run time.")]
    public Dictionary<string, string>? Metadata { get; set; }

    [Description("API keys of the subscription, for API_KEY plans; one that is taken out is revoked. Left out, APIM invents one.")]
    public List<SubscriptionApiKey>? ApiKeys { get; set; }

    [Description("Where messages are sent to, for PUSH plans.")]
    public ConsumerConfiguration? ConsumerConfiguration { get; set; }
}
