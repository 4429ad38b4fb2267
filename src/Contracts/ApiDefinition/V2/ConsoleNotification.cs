using System.Text.Json.Serialization;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts.V2;

/// <summary>Who is told about events of the API in the console; maintained by the operator.</summary>
public sealed class ConsoleNotification
{
    [Description("Kind of the notifier, such as PORTAL.")]
    [Required]
    [JsonPropertyName("config_type")]
    public string? ConfigType { get; set; }

    [Description("Who wrote this entry.")]
    [Required]
    public string? Origin { get; set; }

    [Description("Events that are reported.")]
    [Required]
    public List<string>? Hooks { get; set; }

    [Description("Groups whose members are told.")]
    [Required]
    public List<string>? Groups { get; set; }

    [Description("Kind of the object the events belong to.")]
    public string? ReferenceType { get; set; }

    [Description("Id of that object.")]
    public string? ReferenceId { get; set; }

    [Description("User who is told.")]
    public string? User { get; set; }
}
