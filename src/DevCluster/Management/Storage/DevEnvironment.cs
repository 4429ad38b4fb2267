namespace Gko.DevCluster.Management.Storage;

/// <summary>An environment and what is in it.</summary>
internal sealed class DevEnvironment(string id, string organizationId)
{
    private readonly Dictionary<string, StoredApi> _byId = [];
    private readonly Dictionary<string, StoredApi> _byCrossId = [];

    public string Id => id;

    public string OrganizationId => organizationId;

    public string Hrid { get; } = id.ToLowerInvariant();

    public List<DevGroup> Groups { get; } = [];

    public List<DevCategory> Categories { get; } = [];

    public List<StoredPolicyGroup> PolicyGroups { get; } = [];

    /// <summary>With those that were deleted.</summary>
    public List<StoredObject> Applications { get; } = [];

    public List<StoredObject> Dictionaries { get; } = [];

    public List<StoredObject> Portals { get; } = [];

    public List<StoredObject> Listings { get; } = [];

    public List<StoredObject> Links { get; } = [];

    /// <summary>Pages of portals and of APIs.</summary>
    public List<StoredObject> Documentations { get; } = [];

    /// <summary>Hosts that paths may use; empty allows all.</summary>
    public List<string> DomainRestrictions { get; } = [];

    public IReadOnlyCollection<StoredApi> Apis => _byId.Values;

    public StoredApi? Find(string apiId) => _byId.GetValueOrDefault(apiId);

    public StoredApi? FindByCrossId(string? crossId) => crossId is null ? null : _byCrossId.GetValueOrDefault(crossId);

    public void Add(StoredApi api)
    {
        _byId.Add(api.Id, api);
        if (api.CrossId is not null)
        {
            _byCrossId.Add(api.CrossId, api);
        }
    }

    public void Remove(StoredApi api)
    {
        _byId.Remove(api.Id);
        if (api.CrossId is not null)
        {
            _byCrossId.Remove(api.CrossId);
        }
    }
}
