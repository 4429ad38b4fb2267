using System.Globalization;
using System.Text.Unicode;

namespace Gko.Kubernetes.Admission;

/// <summary>
/// Tells whether all texts of a JSON value are Unicode. A reader notices others only when it looks at the very text, and a value
/// of free form is looked at by whoever compares or copies it.
/// </summary>
internal static class JsonText
{
    private const int EscapeLength = 6;

    /// <summary>True for UTF-8 in which escapes stand for whole characters.</summary>
    public static bool IsUnicode(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            return false;
        }

        for (var at = json.IndexOf((byte)'\\'); at >= 0 && at + 1 < json.Length;)
        {
            var length = EscapeAt(json[at..]);
            if (length == 0)
            {
                return false;
            }

            var next = json[(at + length)..].IndexOf((byte)'\\');
            at = next < 0 ? -1 : at + length + next;
        }

        return true;
    }

    /// <summary>How long the escape at the start is, both halves of a surrogate pair included; 0 for half of one.</summary>
    private static int EscapeAt(ReadOnlySpan<byte> json)
    {
        var unit = Unit(json);
        if (unit is null || !char.IsSurrogate(unit.Value))
        {
            return unit is null ? 2 : EscapeLength;
        }

        return char.IsHighSurrogate(unit.Value) && Unit(json[EscapeLength..]) is { } low && char.IsLowSurrogate(low) ? 2 * EscapeLength : 0;
    }

    private static char? Unit(ReadOnlySpan<byte> json) =>
        json.Length >= EscapeLength && json[0] == '\\' && json[1] == 'u'
        && ushort.TryParse(json[2..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
