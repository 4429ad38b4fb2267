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

    /// <summary>While true every call is refused with 503.</summary>
    public bool Maintenance { get; set; }

    public IReadOnlyList<ApiEvent> Events => _events;

    public long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Back to the seed data.</summary>
    public void Reset()
    {
        Environments.Clear();
        Environments.AddRange(_options.EnvironmentIds.Select(id => new DevEnvironment(id, _options.OrganizationId)));
        Users.Clear();
        Users.Add(Seed("memory", "admin", "admin", DevUser.Admin));
        Users.Add(Seed("memory", "user", "password", DevUser.Plain));
        Users.Add(Seed("memory", "api1", "api1", DevUser.Publisher));
        Users.Add(Seed("memory", "application1", "application1", DevUser.Plain));
        Users.Add(Seed("gravitee", "gko", null, DevUser.Admin));
        _events.Clear();
        Maintenance = false;
    }

    public bool IsOrganization(string id) => id == _options.OrganizationId;

    public DevEnvironment? FindEnvironment(string idOrHrid) =>
        Environments.Find(environment => environment.Id == idOrHrid || environment.Hrid == idOrHrid);

    public void Record(string type, StoredApi api, ReadOnlyMemory<byte> payload, string? label = null) =>
        _events.Add(new(_events.Count + 1, type, api.Id, api.DeploymentNumber, label, _time.GetUtcNow(), payload));

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
