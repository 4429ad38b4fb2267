using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Events;

/// <summary>Tells the users of an object, through <c>kubectl describe</c>, what happened to it.</summary>
public interface IEventRecorder
{
    /// <summary>Returns at once and never throws; events may be merged or dropped under load.</summary>
    /// <param name="about">The object; it is not kept.</param>
    /// <param name="type">How the event is to be read.</param>
    /// <param name="reason">A CamelCase word for programs.</param>
    /// <param name="note">A sentence for people; cut to 1024 bytes.</param>
    void Record(IResource about, EventType type, string reason, string note);
}
