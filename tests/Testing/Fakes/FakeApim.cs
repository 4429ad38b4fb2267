using System.Text.Json.Nodes;
using Gko.Apim.Client;
using Gko.Apim.Connections;

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

    /// <summary>Ids of the APIs that can be found, by cross id.</summary>
    public Dictionary<string, string> Known { get; } = new(StringComparer.Ordinal);

    /// <summary>The contexts that were pinged.</summary>
    public List<ApimConnection> Pings { get; } = [];

    /// <summary>The imports, dry or not.</summary>
    public List<ApiImport> Imports { get; } = [];

    /// <summary>The ids that were deleted.</summary>
    public List<string> Deletions { get; } = [];

    /// <summary>How often APIM was asked anything.</summary>
    public int Calls => Pings.Count + Imports.Count + Deletions.Count;

    /// <summary>Answers everything with this failure from now on; null ends that.</summary>
    public ApimError? Failure { get; set; }

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

    /// <inheritdoc/>
    public Task<ApimResult<ApimEnvironment>> PingAsync(ApimConnection connection, CancellationToken ct = default)
    {
        Pings.Add(connection);
        return Task.FromResult(Failure is { } failure ? failure : OnPing(connection));
    }

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

    private static string? Text(JsonObject item, string name) => item[name]?.GetValue<string>();
}
