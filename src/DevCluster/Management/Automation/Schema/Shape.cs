namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>What a value in a request may look like.</summary>
internal abstract record Shape
{
    /// <summary>A string; lengths are in UTF-16 units.</summary>
    public sealed record Text(int Min = 0, int Max = int.MaxValue, string? Pattern = null) : Shape;

    /// <summary>One of a closed set of upper-case words, read in any case.</summary>
    public sealed record Word(params string[] Words) : Shape;

    public sealed record Flag : Shape;

    public sealed record Number(long Min = long.MinValue) : Shape;

    /// <summary>A point in time in ISO 8601; an empty text counts as none.</summary>
    public sealed record Instant : Shape;

    /// <summary>Any JSON; it is kept as it is.</summary>
    public sealed record Anything : Shape;

    public sealed record Items(Shape Item, int Min = 0) : Shape;

    public sealed record Map(Shape Value) : Shape;

    /// <summary>An object; properties that are no fields are dropped.</summary>
    public sealed record Fields(params Field[] All) : Shape;

    /// <summary>An object whose <c>type</c> says which fields it has.</summary>
    public sealed record OneOf(params (string Type, Fields Fields)[] Kinds) : Shape;
}
