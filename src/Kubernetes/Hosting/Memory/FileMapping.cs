using System.Globalization;

namespace Gko.Kubernetes.Hosting.Memory;

/// <summary>A part of a file that is mapped into the memory of a process, as <c>/proc/*/smaps</c> of Linux tells.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="Length">In bytes.</param>
/// <param name="IsWritable">Whether the process may write to it.</param>
/// <param name="Changed">How many bytes of it the process has pages of its own for, because they were written to.</param>
internal readonly record struct FileMapping(nuint Start, nuint Length, bool IsWritable, long Changed)
{
    /// <summary>
    /// Whether all of it is still as in the file and stays so. Of anything else the kernel must not be told that it is not needed:
    /// what was written to it would be lost.
    /// </summary>
    public bool IsUnchanged => !IsWritable && Changed == 0;

    /// <summary>Reads all mappings of files; those of memory without a file are left out.</summary>
    /// <param name="lines">The lines of the file: a header per mapping, then its figures.</param>
    public static IEnumerable<FileMapping> Read(IEnumerable<string> lines)
    {
        FileMapping? current = null;
        foreach (var line in lines)
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length >= 5 && words[0].Contains('-', StringComparison.Ordinal))
            {
                if (current is { } complete)
                {
                    yield return complete;
                }

                current = Header(words);
            }
            else if (current is { } mapping && words is ["Anonymous:", var kilobytes, ..])
            {
                current = mapping with { Changed = long.Parse(kilobytes, CultureInfo.InvariantCulture) * 1024 };
            }
        }

        if (current is { } last)
        {
            yield return last;
        }
    }

    // "7f0a1c000000-7f0a1c021000 r-xp 00000000 fd:01 1234 /path": addresses, access, offset, device, inode, file.
    private static FileMapping? Header(string[] words)
    {
        if (words[4] == "0" || words.Length < 6 || !words[5].StartsWith('/') || words[5].StartsWith("/memfd:", StringComparison.Ordinal))
        {
            return null;
        }

        var addresses = words[0].Split('-');
        var start = nuint.Parse(addresses[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var end = nuint.Parse(addresses[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new FileMapping(start, end - start, words[1].Contains('w', StringComparison.Ordinal), 0);
    }
}
