using System.Net;
using Gko.EndToEnd.Clusters;
using Gko.Testing.Chaos;

namespace Gko.EndToEnd.Outages;

/// <summary>The Management API takes connections and never answers. Nobody who applies something has to wait for longer than the API server does.</summary>
public abstract class BlackHoleTests(ClusterFixture cluster)
{
    private const int Many = 50;

    /// <summary>The ten seconds that the API server waits for a webhook, and as much again for a busy machine.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Create_ManyAtOnce_AreAdmittedInTimeWithAWarning()
    {
        cluster.RequireOrSkip();
        await using var hole = new BlackHole();
        await RestartAsync();
        var @namespace = await PrepareAsync("blackhole", hole);

        var answers = await CreateManyAsync(@namespace, dryRun: false);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created, Summary(answers));
        answers.ShouldAllBe(answer => answer.Warnings.Contains("APIM could not check this API"), Summary(answers));
        answers.ShouldAllBe(answer => answer.Elapsed < Budget, Summary(answers));
        hole.Connections.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Create_ManyAtOnceWhereOutagesDeny_AreRefusedInTimeWithTheReason()
    {
        cluster.RequireOrSkip();
        await using var hole = new BlackHole();
        await RestartAsync(("WEBHOOK_ON_APIM_UNAVAILABLE", "deny"));
        var @namespace = await PrepareAsync("blackhole-deny", hole);

        var answers = await CreateManyAsync(@namespace, dryRun: false);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Forbidden, Summary(answers));
        answers.ShouldAllBe(answer => answer.Body.Contains("denied the request: ") && answer.Body.Contains("no answer"), Summary(answers));
        answers.ShouldAllBe(answer => answer.Elapsed < Budget, Summary(answers));
    }

    [Fact]
    public async Task Create_CallsMayTakeLongerThanTheRequest_AreAdmittedInTimeWithAWarning()
    {
        cluster.RequireOrSkip();
        await using var hole = new BlackHole();
        await RestartAsync(("HTTP_CLIENT_TIMEOUT_SECONDS", "60"));
        var @namespace = await PrepareAsync("blackhole-patient", hole);

        // Stored ones would be reconciled, and a stop waits for the calls that this makes.
        var answers = await CreateManyAsync(@namespace, dryRun: true);

        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Created, Summary(answers));
        answers.ShouldAllBe(answer => answer.Warnings.Contains("all the time that this request had"), Summary(answers));
        answers.ShouldAllBe(answer => answer.Elapsed < Budget, Summary(answers));
    }

    private async Task RestartAsync(params (string Name, string Value)[] environment)
    {
        await cluster.StopOperatorAsync();
        await cluster.StartOperatorAsync(environment);
    }

    /// <summary>A namespace with a context that leads into the hole, which is admitted with a warning, too.</summary>
    private async Task<string> PrepareAsync(string name, BlackHole hole)
    {
        var @namespace = await cluster.NewNamespaceAsync(name, withContext: false);
        var applied = (await cluster.Kubectl.ApplyAsync(Manifests.Context("apim", @namespace, hole.Url.ToString()))).OrThrow();
        applied.Error.ShouldContain("unable to reach APIM");
        return @namespace;
    }

    private async Task<AppliedAnswer[]> CreateManyAsync(string @namespace, bool dryRun)
    {
        using var client = new ApplyClient(cluster.Backend);
        return await Task.WhenAll(Enumerable.Range(0, Many)
            .Select(index => client.CreateApiAsync(Manifests.Api($"lost-{index}", @namespace), @namespace, dryRun)));
    }

    private static string Summary(AppliedAnswer[] answers) => string.Join('\n', answers.Select(answer => answer.ToString()).Order());
}
