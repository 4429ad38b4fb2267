namespace Gko.Webhooks.Tests;

/// <summary>What authors are told of templates whose values are not there.</summary>
internal static class TemplateTexts
{
    /// <summary>The object does not exist.</summary>
    public static string NoSource(string field, string what) =>
        $"{what} not found; create it or correct the template (template at line 1, column 4 of {field})";

    /// <summary>The object has no such key.</summary>
    public static string NoKey(string field, string what, string key) =>
        $"key [{key}] not found in {what}; add the key to its data or correct the template (template at line 1, column 4 of {field})";
}
