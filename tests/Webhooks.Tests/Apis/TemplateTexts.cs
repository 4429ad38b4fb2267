namespace Gko.Webhooks.Tests;

/// <summary>What authors are told of templates whose values are not there.</summary>
internal static class TemplateTexts
{
    /// <summary>The object does not exist.</summary>
    public static string NoSource(string field, string what) =>
        $"{field}: template at line 1, column 4: {what} doesn't exist in the cluster; create it or correct the template";

    /// <summary>The object has no such key.</summary>
    public static string NoKey(string field, string what, string key) =>
        $"{field}: template at line 1, column 4: {what} does not have key \"{key}\"; add the key to its data or correct the template";
}
