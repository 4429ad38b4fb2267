namespace Gko.Resolution.Templating.Printing;

/// <summary>A value that is yet to be brought to its width.</summary>
internal sealed record PaddedText(string Text)
{
    /// <summary>Stands before zeros that fill up.</summary>
    public string Sign { get; init; } = "";

    /// <summary>False when zeros would change the meaning, or are there already.</summary>
    public bool AllowsZeros { get; init; } = true;

    /// <summary>False for what is never brought to a width.</summary>
    public bool IsPadded { get; init; } = true;
}
