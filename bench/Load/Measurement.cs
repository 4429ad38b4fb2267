namespace Gko.Load;

/// <summary>What one run of the operator took.</summary>
/// <param name="LastImport">From the start of the process to the last import that APIM saw; null when there was none.</param>
/// <param name="AllReady">From the start of the process until every API was ready.</param>
/// <param name="Cpu">Processor time of the operator until then.</param>
/// <param name="PeakMemory">Largest resident size, in bytes.</param>
/// <param name="Imports">Imports that APIM saw.</param>
/// <param name="Connections">Different connections they came over.</param>
internal sealed record Measurement(
    TimeSpan? LastImport, TimeSpan AllReady, TimeSpan Cpu, long PeakMemory, int Imports, int Connections)
{
    public override string ToString() =>
        $"last import after {(LastImport is { } last ? $"{last.TotalSeconds:0.0} s" : "-")}, all ready after {AllReady.TotalSeconds:0.0} s, " +
        $"{Cpu.TotalSeconds:0.0} CPU s, {PeakMemory / 1024 / 1024} MB, {Imports} imports over {Connections} connections";
}
