namespace Gko.Resolution.Templating.Language;

/// <summary>What templates compute with.</summary>
/// <param name="Content">A string, long, byte, double or bool, <see cref="Data"/>, or null for no value.</param>
/// <param name="Origin">Tells whether it may be named in messages.</param>
internal readonly record struct Value(object? Content, Origin Origin = Origin.Written)
{
    /// <summary>What templates are given as data: a map without entries.</summary>
    public static readonly object Data = new();

    public bool IsTrue => Content switch
    {
        string text => text.Length > 0,
        long number => number != 0,
        byte number => number != 0,
        double number => number != 0,
        bool truth => truth,
        _ => false,
    };

    /// <summary>The type as Go calls it.</summary>
    public string TypeName => Content switch
    {
        string => "string",
        long => "int",
        byte => "uint8",
        double => "float64",
        bool => "bool",
        null => "<nil>",
        _ => "map[string]string",
    };

    /// <summary>Never the content: it may be a secret.</summary>
    public override string ToString() => TypeName;
}
