using System.Globalization;

namespace Gko.Kubernetes.Hosting.Memory;

/// <summary>A part of a file that is mapped into the memory of a process, as <c>/proc/*/smaps</c> of Linux tells.</summary>
/// <param name="Start">Its first address.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Access">What the process may do, and whether it shares the pages with the file: <c>r-xp</c>.</param>
/// <param name="Path">The file.</param>
/// <param name="Changed">How many bytes of it the process has pages of its own for, in memory or swapped out.</param>
internal readonly record struct FileMapping(nuint Start, nuint Length, string Access, string Path, long Changed)
{
    private const int FieldsBeforePath = 5;

    /// <summary>
    /// Whether all of it is as in the file, and stays so: code, or what is shared with a file that nobody may write to. Of anything
    /// else the kernel must not be told that it is not needed, for what was written to it would be lost; that includes data that is
    /// read-only by now, because it is written to while a program is loaded.
    /// </summary>
    public bool IsUnchanged => Access is "r-xp" or "r-xs" or "r--s" && Changed == 0;

    /// <summary>Reads all mappings of files; those of memory without a file are left out.</summary>
    /// <param name="lines">The lines of the file: a header per mapping, then its figures.</param>
    /// <exception cref="FormatException">They are something else.</exception>
    public static IEnumerable<FileMapping> Read(IEnumerable<string> lines)
    {
        FileMapping? current = null;
        foreach (var line in lines)
        {
            var words = line.Split(' ', FieldsBeforePath + 1, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (words[0].EndsWith(':'))
            {
                current = current is { } mapping && words[0] is "Anonymous:" or "Swap:"
                    ? mapping with { Changed = mapping.Changed + (long.Parse(words[1], CultureInfo.InvariantCulture) * 1024) }
                    : current;
                continue;
            }

            if (current is { } complete)
            {
                yield return complete;
            }

            current = Header(words);
        }

        if (current is { } last)
        {
            yield return last;
        }
    }

    // "7f0a1c000000-7f0a1c021000 r-xp 00000000 fd:01 1234 /path": addresses, access, offset, device, inode, file.
    private static FileMapping? Header(string[] words)
    {
        var addresses = words[0].Split('-');
        if (addresses.Length != 2 || words.Length < FieldsBeforePath)
        {
            throw new FormatException($"\"{string.Join(' ', words)}\" is no line of /proc/*/smaps.");
        }

        if (words.Length == FieldsBeforePath || words[4] == "0" || words[5].StartsWith("/memfd:", StringComparison.Ordinal))
        {
            return null;
        }

        var start = nuint.Parse(addresses[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var end = nuint.Parse(addresses[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new FileMapping(start, end - start, words[1], words[5], 0);
    }
}
