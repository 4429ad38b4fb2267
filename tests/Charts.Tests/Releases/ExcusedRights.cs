namespace Gko.Charts.Tests.Releases;

/// <summary>Which excuses for unused rights were needed, over all settings of a run.</summary>
public sealed class ExcusedRights
{
    private readonly HashSet<string> _needed = [];

    /// <summary>The settings that are through.</summary>
    public int Settings { get; private set; }

    /// <summary>The excuses without which one of them would have failed.</summary>
    public IReadOnlySet<string> Needed => _needed;

    /// <summary>Keeps what one of the settings needed.</summary>
    public void Note(IEnumerable<string> excuses)
    {
        Settings++;
        _needed.UnionWith(excuses);
    }
}
