namespace Gko.Contracts.Wire;

/// <summary>Where the entries of a dictionary come from.</summary>
public static class DictionaryTypes
{
    public const string Manual = "MANUAL";
    public const string Dynamic = "DYNAMIC";
}
