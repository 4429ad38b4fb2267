using System.Text.Json.Nodes;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Admission.Registration;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>
/// Hostile reviews to every webhook of the operator. Whatever comes, the answer is an AdmissionReview with the right uid or a
/// refusal with 4xx, in time and from bounded memory.
/// </summary>
public sealed class AdmissionFuzzTests
{
    private const int Rounds = 250;
    private const long MostKept = 48 * 1024 * 1024;

    public static TheoryData<string> AllPaths => [.. WebhookSet.Descriptions.Select(webhook => webhook.Path)];

    [Theory]
    [MemberData(nameof(AllPaths))]
    public async Task Post_SpoiltReview_IsAnsweredSoundly(string path)
    {
        await using var server = await FuzzServer.StartAsync();
        var webhook = WebhookSet.Descriptions.Single(webhook => webhook.Path == path);
        var random = new Random(Seed(path));
        var findings = new Findings();
        for (var round = 0; round < Rounds; round++)
        {
            var operation = webhook.Operations[round % webhook.Operations.Count];
            var review = round % 3 == 0 ? IntactReviews.OfSchema(webhook, operation, random.Next()) : IntactReviews.OfSample(webhook, operation);
            var body = Mutations.Spoil(random, review);

            findings.Add($"round {round}", body, await server.PostAsync(path, body));
        }

        findings.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllPaths))]
    public async Task Post_ObjectThatItsSchemaAllows_IsAnsweredSoundly(string path)
    {
        await using var server = await FuzzServer.StartAsync(new AdmissionPolicy { Strict = new HashSet<string> { "all" } });
        var webhook = WebhookSet.Descriptions.Single(webhook => webhook.Path == path);
        var findings = new Findings();
        for (var seed = 0; seed < Rounds / 2; seed++)
        {
            var body = RawJson.Encode(IntactReviews.OfSchema(webhook, webhook.Operations[seed % webhook.Operations.Count], seed));

            findings.Add($"seed {seed}", body, await server.PostAsync(path, body));
        }

        findings.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllPaths))]
    public async Task Post_Bomb_IsAnsweredSoundlyAndInTime(string path)
    {
        await using var server = await FuzzServer.StartAsync();
        var webhook = WebhookSet.Descriptions.Single(webhook => webhook.Path == path);
        var findings = new Findings();
        foreach (var (name, build) in BombsFor(webhook))
        {
            var body = build(Sample(webhook));

            findings.Add(name, body, await server.PostAsync(path, body));
        }

        findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Post_ManyDifferentReviews_KeepsLittleOfThem()
    {
        await using var server = await FuzzServer.StartAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < 40; round++)
        {
            foreach (var webhook in WebhookSet.Descriptions)
            {
                var review = Sample(webhook);
                review["request"]!["name"] = $"other-{round}";
                review["request"]!["object"]!["metadata"]!["name"] = $"other-{round}";
                review["request"]!["object"]!["metadata"]!["annotations"]!["note"] = new string('x', 200_000);
                await server.PostAsync(webhook.Path, RawJson.Encode(review));
            }
        }

        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(MostKept);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/yaml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task Post_OtherContentType_Is415(string type)
    {
        await using var server = await FuzzServer.StartAsync();
        foreach (var webhook in WebhookSet.Descriptions)
        {
            (await server.PostAsync(webhook.Path, RawJson.Encode(Sample(webhook)), type)).Status.ShouldBe(415);
        }
    }

    // As large as they get for the kinds with most rules; the others share what reads and writes all of them.
    private static IEnumerable<(string Name, Func<JsonObject, byte[]> Build)> BombsFor(WebhookDescription webhook)
    {
        var isApi = webhook.ResourceType == ApiDefinition.Type || webhook.ResourceType == ApiV4Definition.Type;
        var bombs = isApi ? new Bombs(many: 100_000, largest: 6 * 1024 * 1024) : new Bombs(many: 5000, largest: 128 * 1024);
        return bombs.General.Concat(bombs.OfTemplates).Concat(bombs.OfLists(Sample(webhook)));
    }

    private static JsonObject Sample(WebhookDescription webhook) => IntactReviews.OfSample(webhook, AdmissionOperation.Create);

    // Another one for each path, and the same in each run.
    private static int Seed(string path) => path.Sum(letter => letter);
}
