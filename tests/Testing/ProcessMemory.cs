using System.Globalization;

namespace Gko.Testing;

/// <summary>What Linux says about the memory of a process, in megabytes.</summary>
/// <param name="Resident">All of it.</param>
/// <param name="Anonymous">The part that is not backed by a file: heaps and stacks.</param>
/// <param name="Peak">The most that was ever resident.</param>
public readonly record struct ProcessMemory(double Resident, double Anonymous, double Peak)
{
    /// <summary>Looks now.</summary>
    public static ProcessMemory Of(int process)
    {
        var status = File.ReadLines($"/proc/{process}/status")
            .Select(line => line.Split((char[])[':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .ToDictionary(parts => parts[0], parts => parts.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
        return new ProcessMemory(Megabytes("VmRSS"), Megabytes("RssAnon"), Megabytes("VmHWM"));

        double Megabytes(string field) => long.Parse(status[field], CultureInfo.InvariantCulture) / 1024.0;
    }
}
