using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>
/// Whole reviews in and out. In the golden answers the patch is shown decoded. A missing answer file is written, and the
/// test fails so that it gets read.
/// </summary>
public sealed class AdmissionGoldenTests
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Theory]
    [InlineData("validate", "create-allowed")]
    [InlineData("validate", "create-denied")]
    [InlineData("validate", "create-undecodable")]
    [InlineData("validate", "update-warned")]
    [InlineData("validate", "delete-denied")]
    [InlineData("mutate", "create-defaulted")]
    [InlineData("mutate", "create-complete")]
    [InlineData("mutate", "delete-ignored")]
    public async Task Review_GoldenRequest_GivesGoldenAnswer(string webhook, string name)
    {
        var rules = new WidgetRules();
        await using var server = await WebhookServer.StartAsync(app =>
        {
            app.MapValidator("/validate", rules);
            app.MapDefaulter("/mutate", rules);
        });

        var request = await File.ReadAllBytesAsync(PathOf($"{webhook}-{name}.request.json"), TestContext.Current.CancellationToken);
        using var answer = await server.PostAsync($"/{webhook}?timeout=10s", request);

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        if (body["response"]!["patch"] is { } patch)
        {
            body["response"]!["patch"] = JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(patch.GetValue<string>())));
        }

        var expected = PathOf($"{webhook}-{name}.response.json");
        var actual = body.ToJsonString(Indented) + "\n";
        if (!File.Exists(expected))
        {
            await File.WriteAllTextAsync(expected, actual, TestContext.Current.CancellationToken);
            Assert.Fail($"{expected} was missing and has been written; read it.");
        }

        actual.ShouldBe(await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken));
    }

    private static string PathOf(string file) => RepositoryPaths.Of("tests", "Kubernetes.Tests", "Admission", "Golden", file);
}
