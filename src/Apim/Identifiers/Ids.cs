using System.Security.Cryptography;
using System.Text;

namespace Gko.Apim.Identifiers;

/// <summary>Derives the ids that this operator, its predecessors and APIM agree on; every bit of them is contract.</summary>
public static class Ids
{
    /// <summary>
    /// XXH3-128 (seed 0) of the parts' plain concatenation in UTF-8, printed as a UUID; no version or variant bits are set.
    /// </summary>
    public static string UuidXxh3(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[16];
        Xxh3.Hash128(Utf8(parts), hash);
        return new Guid(hash, bigEndian: true).ToString();
    }

    /// <summary>The name-based UUID (version 3, MD5) of the parts' plain concatenation in UTF-8, as Java derives it.</summary>
    public static string UuidV3(params ReadOnlySpan<string> parts)
    {
        Span<byte> hash = stackalloc byte[16];
        Md5(Utf8(parts), hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x30);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    private static byte[] Utf8(ReadOnlySpan<string> parts) => Encoding.UTF8.GetBytes(string.Concat(parts));

    [System.Diagnostics.CodeAnalysis.SuppressMessage(
        "Security", "CA5351", Justification = "Name-based UUIDs are defined over MD5; nothing is protected by it.")]
    private static void Md5(ReadOnlySpan<byte> input, Span<byte> hash) => MD5.HashData(input, hash);
}
