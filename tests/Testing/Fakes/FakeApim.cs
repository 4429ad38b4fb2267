using System.Text.Json.Nodes;
using Gko.Apim.Client;
using Gko.Apim.Connections;
using Gko.Apim.Identifiers;
using Gko.Apim.Payloads;

namespace Gko.Testing.Fakes;

/// <summary>An APIM that agrees with everything until a test says otherwise, and remembers what it was asked.</summary>
public sealed class FakeApim : IApimClient
{
    /// <summary>Answers pings.</summary>
    public Func<ApimConnection, ApimResult<ApimEnvironment>> OnPing { get; set; } = _ => new ApimEnvironment { Id = "env-id", Name = "Env" };

    /// <summary>Answers imports, dry or not.</summary>
    public Func<ApiImport, ApimResult<ImportStatus>> OnImport { get; set; } = import => Accept(import);

    /// <summary>Answers deletions by id.</summary>
    public Func<string, ApimResult<DeleteOutcome>> OnDelete { get; set; } = _ => DeleteOutcome.Deleted;

    /// <summary>Answers imports of v4 APIs, dry or not.</summary>
    public Func<ApiImport, ApimResult<ImportStatus>> OnImportV4 { get; set; } = import => AcceptV4(import);

    /// <summary>Answers deletions of v4 APIs by what they are called.</summary>
    public Func<string, ApimResult<DeleteOutcome>> OnDeleteV4 { get; set; } = _ => DeleteOutcome.Deleted;

    /// <summary>Answers imports of all that is no API, dry or not.</summary>
    public Func<ObjectImport, ApimResult<ImportStatus>> OnImportObject { get; set; } = import => AcceptObject(import);

    /// <summary>Answers questions for plugins; unless a test says otherwise, nobody may ask.</summary>
    public Func<PluginKind, ApimResult<List<ApimPlugin>>> OnFindPlugins { get; set; } = _ => ApimErrors.Status(403);

    /// <summary>Ids of the APIs that can be found, by cross id.</summary>
    public Dictionary<string, string> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>The contexts that were pinged.</summary>
    public List<ApimConnection> Pings { get; } = [];

    /// <summary>The imports, dry or not.</summary>
    public List<ApiImport> Imports { get; } = [];

    /// <summary>The ids that were deleted.</summary>
    public List<string> Deletions { get; } = [];

    /// <summary>The imports of v4 APIs, dry or not.</summary>
    public List<ApiImport> ImportsV4 { get; } = [];

    /// <summary>What the v4 APIs that were deleted were called, and whether that is a UUID.</summary>
    public List<(string Reference, bool IsUuid)> DeletionsV4 { get; } = [];

    /// <summary>The imports of all that is no API, dry or not.</summary>
    public List<ObjectImport> ObjectImports { get; } = [];

    /// <summary>How often APIM was asked anything.</summary>
    public int Calls => Pings.Count + Imports.Count + Deletions.Count + ImportsV4.Count + DeletionsV4.Count + ObjectImports.Count;

    /// <summary>Answers everything with this failure from now on; null ends that.</summary>
    public ApimError? Failure { get; set; }

    /// <summary>How long ago something succeeded, to whoever asks.</summary>
    public TimeSpan? LastSuccess { get; set; }

    /// <summary>What APIM answers when all is well.</summary>
    public static ImportStatus Accept(ApiImport import) => new()
    {
        OrganizationId = "org-id",
        EnvironmentId = "env-id",
        Id = Text(import.Body, "id"),
        CrossId = Text(import.Body, "crossId"),
        State = Text(import.Body, "state"),
        Plans = (import.Body["plans"] as JsonArray ?? []).OfType<JsonObject>()
            .ToDictionary(plan => Text(plan, "crossId")!, plan => Text(plan, "id")!, StringComparer.Ordinal),
    };

    /// <summary>What the Automation API answers when all is well: it derives ids that it is not sent, but tells those of plans only when it is.</summary>
    public static ImportStatus AcceptV4(ApiImport import)
    {
        var hrid = Text(import.Body, "hrid")!;
        var crossId = Text(import.Body, "crossId") ?? Ids.UuidV3("org-id", hrid);
        return new()
        {
            OrganizationId = "org-id",
            EnvironmentId = "env-id",
            Id = import.IsUuid ? hrid : Ids.UuidV3(crossId, "env-id"),
            CrossId = crossId,
            State = Text(import.Body, "state"),
            Plans = (import.Body["plans"] as JsonArray ?? []).OfType<JsonObject>()
                .DistinctBy(plan => Text(plan, "hrid"), StringComparer.Ordinal)
                .ToDictionary(plan => Text(plan, "hrid")!, plan => Text(plan, "id") ?? "", StringComparer.Ordinal),
        };
    }

    /// <summary>What the Automation API answers about all that is no API when all is well.</summary>
    public static ImportStatus AcceptObject(ObjectImport import) => new()
    {
        OrganizationId = "org-id",
        EnvironmentId = "env-id",
        Id = import.IsUuid ? import.Hrid : Ids.UuidV3(Ids.UuidV3("org-id", import.Hrid), "env-id"),
    };

    /// <inheritdoc/>
    public Task<ApimResult<ApimEnvironment>> PingAsync(ApimConnection connection, CancellationToken ct = default)
    {
        Pings.Add(connection);
        return Task.FromResult(Failure is { } failure ? failure : OnPing(connection));
    }

    /// <inheritdoc/>
    public TimeSpan? SinceSuccess(ApimConnection connection) => LastSuccess;

    /// <inheritdoc/>
    public Task<ApimResult<ImportStatus>> ImportApiAsync(
        ApimConnection connection, ReadOnlyMemory<byte> body, bool dryRun, CancellationToken ct = default)
    {
        var import = new ApiImport(connection, JsonNode.Parse(body.Span)!.AsObject(), dryRun);
        Imports.Add(import);
        return Task.FromResult(Failure is { } failure ? failure : OnImport(import));
    }

    /// <inheritdoc/>
    public Task<ApimResult<List<ApimApi>>> FindApisAsync(ApimConnection connection, string crossId, CancellationToken ct = default)
    {
        List<ApimApi> found = Known.TryGetValue(crossId, out var id) ? [new ApimApi { Id = id }] : [];
        return Task.FromResult<ApimResult<List<ApimApi>>>(found);
    }

    /// <inheritdoc/>
    public Task<ApimResult<DeleteOutcome>> DeleteApiAsync(ApimConnection connection, string apiId, CancellationToken ct = default)
    {
        Deletions.Add(apiId);
        return Task.FromResult(Failure is { } failure ? failure : OnDelete(apiId));
    }

    /// <inheritdoc/>
    public Task<ApimResult<ImportStatus>> ImportApiV4Async(
        ApimConnection connection, ReadOnlyMemory<byte> body, bool isUuid, bool dryRun, CancellationToken ct = default)
    {
        var import = new ApiImport(connection, JsonNode.Parse(body.Span)!.AsObject(), dryRun, isUuid);
        ImportsV4.Add(import);
        return Task.FromResult(Failure is { } failure ? failure : OnImportV4(import));
    }

    /// <inheritdoc/>
    public Task<ApimResult<DeleteOutcome>> DeleteApiV4Async(
        ApimConnection connection, string reference, bool isUuid, CancellationToken ct = default)
    {
        DeletionsV4.Add((reference, isUuid));
        return Task.FromResult(Failure is { } failure ? failure : OnDeleteV4(reference));
    }

    /// <inheritdoc/>
    public Task<ApimResult<ImportStatus>> ImportAsync(
        ApimConnection connection, AutomationImport import, bool dryRun, CancellationToken ct = default)
    {
        var body = JsonNode.Parse(import.Body.Span)!.AsObject();
        var sent = new ObjectImport(connection, import.Path, import.Hrid, import.IsUuid, body, dryRun);
        ObjectImports.Add(sent);
        return Task.FromResult(Failure is { } failure ? failure : OnImportObject(sent));
    }

    /// <inheritdoc/>
    public Task<ApimResult<List<ApimPlugin>>> FindPluginsAsync(ApimConnection connection, PluginKind kind, CancellationToken ct = default) =>
        Task.FromResult(Failure is { } failure ? failure : OnFindPlugins(kind));

    private static string? Text(JsonObject item, string name) => item[name]?.GetValue<string>();
}
