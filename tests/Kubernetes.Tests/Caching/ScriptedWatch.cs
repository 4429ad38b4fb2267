using System.Globalization;
using System.Threading.Channels;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;

namespace Gko.Kubernetes.Tests.Caching;

/// <summary>One watch response, written by a test while it is being read.</summary>
internal sealed class ScriptedWatch
{
    private readonly Channel<WatchEvent<Widget>> _events = Channel.CreateUnbounded<WatchEvent<Widget>>();

    public ChannelReader<WatchEvent<Widget>> Events => _events.Reader;

    public ScriptedWatch Added(Widget widget) => Send(WatchEventType.Added, widget);

    public ScriptedWatch Modified(Widget widget) => Send(WatchEventType.Modified, widget);

    public ScriptedWatch Deleted(Widget widget) => Send(WatchEventType.Deleted, widget);

    public ScriptedWatch Bookmark(int version, bool initialEnd = false) =>
        Send(new(WatchEventType.Bookmark, null, version.ToString(CultureInfo.InvariantCulture), initialEnd, null, null));

    public ScriptedWatch InitialEnd(int version) => Bookmark(version, initialEnd: true);

    public ScriptedWatch Undecodable(string name, int version, WatchEventType type = WatchEventType.Modified)
    {
        var text = version.ToString(CultureInfo.InvariantCulture);
        return Send(new(type, null, text, false, null, new UndecodableObject(new ObjectKey("default", name), text, "spec.size is no number")));
    }

    public ScriptedWatch Error(KubeApiException error) =>
        Send(new(WatchEventType.Error, null, null, false, error.Status, null)).End();

    /// <summary>The server ends the response.</summary>
    public ScriptedWatch End()
    {
        _events.Writer.TryComplete();
        return this;
    }

    /// <summary>The connection breaks, or the request is refused if nothing was sent before.</summary>
    public ScriptedWatch Fail(Exception error)
    {
        _events.Writer.TryComplete(error);
        return this;
    }

    private ScriptedWatch Send(WatchEventType type, Widget widget) =>
        Send(new(type, widget, widget.Metadata.ResourceVersion, false, null, null));

    private ScriptedWatch Send(WatchEvent<Widget> change)
    {
        _events.Writer.TryWrite(change);
        return this;
    }
}
