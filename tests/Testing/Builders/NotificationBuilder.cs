using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Testing.Builders;

/// <summary>Builds Notifications; each <see cref="Build"/> gives the same instance, so build once per builder.</summary>
public sealed class NotificationBuilder
{
    private readonly Notification _notification;

    internal NotificationBuilder(string name, string ns) => _notification = new Notification
    {
        Metadata = new() { Name = name, Namespace = ns },
        Spec = new NotificationSpec
        {
            EventType = NotificationEventTypes.Api,
            Target = NotificationTargets.Console,
            Console = new ConsoleTarget { ApiEvents = ["API_STARTED"] },
        },
    };

    /// <summary>Groups of APIM by name.</summary>
    public NotificationBuilder ForGroups(params string[] names) => With(spec => spec.Console!.Groups = [.. names]);

    /// <summary>Group objects beside the notification.</summary>
    public NotificationBuilder ForGroupRefs(params string[] names) =>
        With(spec => spec.Console!.GroupRefs = [.. names.Select(name => new NamespacedReference { Name = name })]);

    /// <summary>Any change of the spec.</summary>
    public NotificationBuilder With(Action<NotificationSpec> change)
    {
        change(_notification.Spec!);
        return this;
    }

    /// <summary>The object.</summary>
    public Notification Build() => _notification;
}
