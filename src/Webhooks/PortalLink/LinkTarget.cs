namespace Gko.Webhooks;

/// <summary>Judges where a link leads: whoever clicks on it trusts the portal that shows it.</summary>
internal static class LinkTarget
{
    private const string Field = "spec.href";

    // What browsers run, or show as if it came from the portal, instead of going there.
    private static readonly string[] Running = ["javascript:", "data:", "vbscript:"];

    /// <summary>Adds a finding when the address runs a script or is none.</summary>
    /// <param name="href">With templates evaluated.</param>
    /// <param name="review">Gets the finding.</param>
    public static void Check(string? href, Review review)
    {
        var address = Clean(href);
        if (Running.FirstOrDefault(scheme => address.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } scheme)
        {
            review.Verdicts.Soft(
                CheckIds.Urls, $"a link with [{scheme}] runs in the browser of whoever follows it, in the name of the portal: use an http:// or https:// address", Field);
        }
        else if (!WebAddress.IsUsable(address))
        {
            review.Verdicts.Soft(CheckIds.Urls, $"[{href}] is not an http:// or https:// address: use one such as https://docs.example.com", Field);
        }
    }

    // Browsers skip white space and control characters in front of a scheme and within it.
    private static string Clean(string? href) =>
        string.Concat((href ?? "").Where(character => !char.IsControl(character))).Trim();
}
