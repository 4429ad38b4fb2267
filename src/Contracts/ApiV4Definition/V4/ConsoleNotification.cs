using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V4;

/// <summary>Who is told about which events of the API in the console; maintained by the operator.</summary>
public sealed class ConsoleNotification
{
    [Description("Events that are reported.")]
    [Required]
    public List<string>? Events { get; set; }

    [Description("Groups whose members are told.")]
    [Required]
    public List<string>? Groups { get; set; }
}
