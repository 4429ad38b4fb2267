using System.Text;

namespace Gko.Resolution.Templating.Printing;

/// <summary>What a format says between its percent sign and its verb, and the verb.</summary>
internal sealed record Directive
{
    /// <summary>The plain form of a value.</summary>
    public static readonly Directive Default = new() { Verb = new Rune('v') };

    public bool Sharp { get; set; }

    public bool Zero { get; set; }

    public bool Plus { get; set; }

    public bool Minus { get; set; }

    public bool Space { get; set; }

    public int? Width { get; set; }

    public int? Precision { get; set; }

    public Rune Verb { get; set; }

    /// <summary>An argument is asked for that does not exist, or in a way that makes no sense.</summary>
    public bool BadIndex { get; set; }
}
