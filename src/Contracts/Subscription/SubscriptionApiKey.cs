using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>An API key of a subscription.</summary>
public sealed class SubscriptionApiKey
{
    [Description("The key, 32 to 256 characters. Use a template to keep it in a Secret.")]
    [Required]
    [Length(32, 256)]
    public string? Key { get; set; }

    [Description("When the key expires. Left out, it does not.")]
    [Format("date-time")]
    public string? ExpireAt { get; set; }
}
