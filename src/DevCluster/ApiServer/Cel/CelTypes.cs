namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Types as the API server names them, as far as they can be told without values. What comes out of an object is unknown.
/// </summary>
internal static class CelTypes
{
    public const string Bool = "bool";
    public const string List = "list(dyn)";
    public const string Unknown = "dyn";

    private const string Int = "int";
    private const string Double = "double";
    private const string Text = "string";

    public static string Of(object? value) => value switch
    {
        null => "null_type",
        bool => Bool,
        long => Int,
        double => Double,
        string => Text,
        _ => Unknown,
    };

    public static string OfBinary(string sign, string left, string right) => sign switch
    {
        "+" or "-" or "*" or "/" or "%" => left == right ? left : Unknown,
        _ => Bool,
    };

    public static string OfCall(string function) => function switch
    {
        "startsWith" or "endsWith" or "contains" or "matches" or "isSorted" or "isURL" => Bool,
        "size" or "indexOf" or "lastIndexOf" or "int" => Int,
        "double" => Double,
        "lowerAscii" or "upperAscii" or "trim" or "join" or "replace" or "substring" or "string" => Text,
        "split" => List,
        _ => Unknown,
    };
}
