using System.Text.Json;
using System.Text.Json.Serialization;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Events;
using Gko.Kubernetes.Hosting;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

return await OperatorProcess.RunAsync(new OperatorSettings { Name = "demo.io/widgets" }, program =>
{
    var life = new WidgetLife(program);
    program.AddController(life, life).Owns(program.Informers.Get<ConfigMap>());
});

internal sealed class Widget : IResource<Widget>, IHasStatus<WidgetStatus>
{
    public static ResourceType<Widget> Type { get; } = new("demo.io", "v1", "Widget", "widgets", true, WidgetJson.Default.Widget);
    public string? ApiVersion { get; set; }
    public string? Kind { get; set; }
    public ObjectMeta Metadata { get; set; } = new();
    public Dictionary<string, string>? Spec { get; set; }
    public WidgetStatus? Status { get; set; }
}

internal sealed class WidgetStatus : IStatus
{
    public long? ObservedGeneration { get; set; }
    public List<Condition>? Conditions { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Widget))]
internal sealed partial class WidgetJson : JsonSerializerContext;

/// <summary>Keeps a ConfigMap with the widget's spec, and says so in the widget's status.</summary>
internal sealed class WidgetLife(OperatorProgram program) : IReconciler<Widget>, IFinalizer<Widget>
{
    private readonly PatchOptions _apply = new() { FieldManager = "demo.io/widgets", Force = true };
    public string Name => "demo.io/cleanup";

    public async ValueTask<ReconcileResult> ReconcileAsync(Widget widget, ReconcileContext context, CancellationToken ct)
    {
        var meta = new ObjectMeta { Name = widget.Metadata.Name, Namespace = widget.Metadata.Namespace, OwnerReferences = [OwnerReference.ToController(widget)] };
        var map = new ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = meta, Data = widget.Spec };
        await program.Client.PatchAsync<ConfigMap>(ObjectKey.Of(map), Patch.Apply(JsonSerializer.SerializeToNode(map, ConfigMap.Type.Json)!), _apply, ct);
        var ready = Conditions.Merge(widget.Status?.Conditions, [Conditions.True("Ready", "Stored", "The ConfigMap holds the spec")], widget.Metadata.Generation, DateTimeOffset.UtcNow);
        await program.Status.WriteAsync(widget, new WidgetStatus { Conditions = ready }, WidgetJson.Default.WidgetStatus, program.Informers.Get<Widget>(), ct);
        return ReconcileResult.Done;
    }

    public ValueTask<ReconcileResult> FinalizeAsync(Widget widget, ReconcileContext context, CancellationToken ct)
    {
        program.Events.Record(widget, EventType.Normal, "Released", "The widget goes, and its ConfigMap with it");
        return ValueTask.FromResult(ReconcileResult.Done);
    }
}
