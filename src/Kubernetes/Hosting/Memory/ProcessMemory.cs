using System.Runtime.InteropServices;

namespace Gko.Kubernetes.Hosting.Memory;

/// <summary>
/// The memory of this process. Garbage is given back to the system. On Linux, so are the pages of the program's own file, which
/// holds all code when it is published as one file: most of them are only used during the start, yet stay resident. Linux keeps
/// them in its page cache for as long as it has no better use for them, so reading one again costs a microsecond and no disk.
/// </summary>
public sealed class ProcessMemory : IProcessMemory
{
    private const int DontNeed = 4;
    private const int Cold = 20;

    /// <inheritdoc/>
    public TimeSpan ProcessorTime => Environment.CpuUsage.TotalTime;

    /// <inheritdoc/>
    public long Resident => Environment.WorkingSet;

    /// <inheritdoc/>
    public void Release()
    {
        // The second time for the garbage of finding out.
        Collect();
        if (OperatingSystem.IsLinux())
        {
            ReleaseProgram();
            Collect();
        }
    }

    private static void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);

    private static void ReleaseProgram()
    {
        // Only the program's own file: how that is mapped is settled before any managed code runs, whereas a library may just be
        // being loaded by another thread.
        foreach (var mapping in FileMapping.Read(File.ReadLines("/proc/self/smaps")).Where(mapping => mapping.IsUnchanged && mapping.Path == Environment.ProcessPath))
        {
            // Hints, which may be refused: an older kernel does not know the first, a sandbox may forbid either. What is cold is
            // what Linux takes out of its page cache first, and does not count as the working set of a container.
            _ = Advise(mapping.Start, mapping.Length, Cold);
            _ = Advise(mapping.Start, mapping.Length, DontNeed);
        }
    }

    [DllImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Advise(nuint start, nuint length, int advice);
}
