namespace Gko.Kubernetes.Crds;

/// <summary>Definitions that the API server refused or did not establish.</summary>
/// <param name="problems">One sentence per definition, naming it.</param>
public sealed class CrdInstallException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    /// <summary>One sentence for each definition that could not be installed.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
