using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Events;

/// <summary>One call of <see cref="IEventRecorder.Record"/>.</summary>
internal sealed record EventNote(ObjectReference About, EventType Type, string Reason, string Text, DateTimeOffset At);
