using Gko.Apim.Identifiers;

namespace Gko.DevCluster.Management.Storage;

/// <summary>Everything that survives a restart of the server. One lock guards all of it: tests need determinism, not speed.</summary>
internal sealed class ManagementStore
{
    private readonly DevManagementOptions _options;
    private readonly TimeProvider _time;
    private readonly List<ApiEvent> _events = [];

    public ManagementStore(DevManagementOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        Reset();
    }

    public Lock Sync { get; } = new();

    public List<DevEnvironment> Environments { get; } = [];

    public List<DevUser> Users { get; } = [];

    public DevUser ServiceAccount => Users.First(user => user.SourceId == "gko");

    /// <summary>While true every call but those of automation is refused with 503.</summary>
    public bool Maintenance { get; set; }

    /// <summary>Refuse APIs with TCP listeners only because they have no path, as APIM does.</summary>
    public bool TcpNeedsPath { get; set; } = true;

    /// <summary>Whether applications can have OAuth settings.</summary>
    public bool ClientRegistration { get; set; }

    /// <summary>Whether an environment can have more than one portal.</summary>
    public bool MultiplePortals { get; set; }

    /// <summary>Securities that no plan may have.</summary>
    public List<string> DisabledSecurities { get; } = [];

    public IReadOnlyList<ApiEvent> Events => _events;

    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Back to the seed data.</summary>
    public void Reset()
    {
        Environments.Clear();
        Environments.AddRange(_options.EnvironmentIds.Select(id => new DevEnvironment(id, _options.OrganizationId)));
        Environments.AddRange(_options.MoreEnvironments.Select(seed => new DevEnvironment(seed.Id, seed.OrganizationId)));
        Users.Clear();
        Users.Add(Seed("memory", "admin", "admin", DevUser.Admin));
        Users.Add(Seed("memory", "user", "password", DevUser.Plain));
        Users.Add(Seed("memory", "api1", "api1", DevUser.Publisher));
        Users.Add(Seed("memory", "application1", "application1", DevUser.Plain));
        Users.Add(Seed("gravitee", "gko", null, DevUser.Admin));
        _events.Clear();
        Maintenance = false;
        TcpNeedsPath = true;
        ClientRegistration = false;
        MultiplePortals = false;
        DisabledSecurities.Clear();
    }

    /// <exception cref="ArgumentException">There is one with that id in that organization.</exception>
    public void AddEnvironment(EnvironmentSeed seed)
    {
        if (FindEnvironment(seed.OrganizationId, seed.Id) is not null)
        {
            throw new ArgumentException($"There is an environment {seed.Id} in the organization {seed.OrganizationId} already.", nameof(seed));
        }

        Environments.Add(new(seed.Id, seed.OrganizationId));
    }

    public bool IsOrganization(string id) => Environments.Exists(environment => environment.OrganizationId == id);

    /// <param name="organization">Where to look.</param>
    /// <param name="idOrHrid">Its id, or that in lower case.</param>
    public DevEnvironment? FindEnvironment(string organization, string idOrHrid) => Environments.Find(environment =>
        environment.OrganizationId == organization && (environment.Id == idOrHrid || environment.Hrid == idOrHrid));

    public DevUser? FindUser(string organization, string? source, string? sourceId) =>
        Users.Find(user => user.Source == source && user.SourceId == sourceId && user.BelongsTo(organization));

    /// <summary>Looks in every environment: ids of APIs are unique in a whole APIM.</summary>
    public StoredApi? FindApi(string id) => Environments.Select(environment => environment.Find(id)).FirstOrDefault(api => api is not null);

    public void Record(string type, StoredApi api, ReadOnlyMemory<byte> payload, string? label = null) =>
        Record(type, api.Id, api.EnvironmentId, api.DeploymentNumber, payload, label);

    public void Record(string type, string id, string environment, int number, ReadOnlyMemory<byte> payload, string? label = null) =>
        _events.Add(new(_events.Count + 1, type, id, number, label, _time.GetUtcNow(), payload) { EnvironmentId = environment });

    private static DevUser Seed(string source, string name, string? password, string role) => new()
    {
        Id = Ids.UuidV3(source, name),
        Source = source,
        SourceId = name,
        FirstName = name,
        Email = $"{name}@example.com",
        Password = password,
        Role = role,
    };
}
