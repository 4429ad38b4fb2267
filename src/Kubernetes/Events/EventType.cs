namespace Gko.Kubernetes.Events;

/// <summary>How an event is to be read.</summary>
public enum EventType
{
    /// <summary>For information.</summary>
    Normal,

    /// <summary>Somebody may have to do something.</summary>
    Warning,
}
