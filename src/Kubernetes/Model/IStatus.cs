namespace Gko.Kubernetes.Model;

/// <summary>What every status carries so that generic tools (kubectl wait, kstatus, Argo CD, Flux) can read it.</summary>
public interface IStatus
{
    /// <summary>The <c>metadata.generation</c> that this status speaks of.</summary>
    long? ObservedGeneration { get; set; }

    /// <summary>The conditions, one per type.</summary>
    List<Condition>? Conditions { get; set; }
}
