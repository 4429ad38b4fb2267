namespace Gko.Resolution.Templating;

/// <summary>Bounds that keep a hostile template from exhausting the operator; real ones stay far below.</summary>
internal static class TemplateLimits
{
    /// <summary>Control structures and parentheses inside one another.</summary>
    public const int Depth = 100;

    /// <summary>Characters of one field, and of any value on the way there.</summary>
    public const int Text = 4 * 1024 * 1024;

    /// <summary>Work for one spec: a character that is produced or looked at is one unit, a step of evaluation <see cref="Step"/>.</summary>
    public const long Work = 16 * 1024 * 1024;

    public const int Step = 16;
}
