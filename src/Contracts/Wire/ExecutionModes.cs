namespace Gko.Contracts.Wire;

/// <summary>Engines that can run a v2 API.</summary>
public static class ExecutionModes
{
    public const string V3 = "v3";
    public const string V4Emulation = "v4-emulation-engine";
}
