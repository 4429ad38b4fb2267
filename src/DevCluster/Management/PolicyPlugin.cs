namespace Gko.DevCluster.Management;

/// <summary>A policy that is installed.</summary>
/// <param name="Id">What manifests call it.</param>
/// <param name="Name">What messages call it.</param>
/// <param name="ProxyPhases">When it can run in proxy APIs; words separated by spaces.</param>
/// <param name="MessagePhases">When it can run in message APIs; words separated by spaces.</param>
internal sealed record PolicyPlugin(string Id, string Name, string ProxyPhases, string MessagePhases)
{
    public IReadOnlyList<string> PhasesOf(string apiType) =>
        (apiType == "PROXY" ? ProxyPhases : MessagePhases).Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
