namespace Gko.DevCluster.ApiServer;

/// <summary>Where an object is kept: the resource, its namespace (empty when cluster-scoped) and its name.</summary>
internal readonly record struct StoreKey(string Resource, string Namespace, string Name)
{
    public ObjectName ObjectName => new(Namespace, Name);
}

/// <summary>Namespace and name; ordered as lists are: by namespace, then by name, ordinally.</summary>
internal readonly record struct ObjectName(string Namespace, string Name) : IComparable<ObjectName>
{
    public int CompareTo(ObjectName other)
    {
        var byNamespace = string.CompareOrdinal(Namespace, other.Namespace);
        return byNamespace != 0 ? byNamespace : string.CompareOrdinal(Name, other.Name);
    }
}
