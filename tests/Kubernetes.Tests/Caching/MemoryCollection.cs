namespace Gko.Kubernetes.Tests.Caching;

/// <summary>Tests that measure the memory of the whole process, and so run when no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MemoryCollection
{
    public const string Name = "memory";
}
