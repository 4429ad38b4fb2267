using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Events and who is told.</summary>
public sealed class NotificationSpec
{
    [Description("Where events are reported; only the console exists.")]
    [Required]
    [Default(NotificationTargets.Console)]
    [AllowedValues(NotificationTargets.Console)]
    public string? Target { get; set; }

    [Description("What the events are about; only APIs exist.")]
    [Required]
    [Default(NotificationEventTypes.Api)]
    [AllowedValues(NotificationEventTypes.Api)]
    public string? EventType { get; set; }

    [Description("What is reported in the console and to whom.")]
    [Default(Json = "{}")]
    public ConsoleTarget? Console { get; set; }
}
