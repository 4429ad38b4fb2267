using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Gko.Webhooks;

/// <summary>Reads base64 as Go does: padded, with line breaks anywhere but no other white space.</summary>
internal static class Base64Text
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=\r\n");

    /// <summary>True with the text that was encoded; false with what is wrong.</summary>
    public static bool TryDecode(string encoded, [NotNullWhen(true)] out string? text, [NotNullWhen(false)] out string? problem)
    {
        var illegal = encoded.AsSpan().IndexOfAnyExcept(Alphabet);
        var bytes = new byte[encoded.Length];
        if (illegal < 0 && Convert.TryFromBase64String(encoded, bytes, out var count))
        {
            (text, problem) = (Encoding.UTF8.GetString(bytes, 0, count), null);
            return true;
        }

        (text, problem) = (null, illegal < 0 ? "the base64 data is cut short or padded wrongly" : $"illegal base64 data at input byte {illegal}");
        return false;
    }
}
