using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>Mutilated reviews, reproducible by seed. Whatever arrives, the server must not break and must keep the uid.</summary>
public sealed class AdmissionFuzzTests
{
    private const int Rounds = 1500;

    [Theory]
    [InlineData("/validate", 1)]
    [InlineData("/mutate", 2)]
    public async Task Post_MutilatedReview_IsNeverAServerErrorAndKeepsTheUid(string path, int seed)
    {
        var random = new Random(seed);
        var rules = new WidgetRules();
        await using var server = await WebhookServer.StartAsync(app =>
        {
            app.MapValidator("/validate", rules);
            app.MapDefaulter("/mutate", rules);
        });
        var intact = Encoding.UTF8.GetBytes(
            new ReviewBuilder().Updating("""{"size":1,"tags":{"a":"é"}}""", """{"size":2,"parts":[{"name":"x","odd":1}]}""").Build().ToJsonString());

        for (var round = 0; round < Rounds; round++)
        {
            var body = Mutilate(random, intact);
            using var answer = await server.PostAsync(path, body);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            var note = $"seed {seed}, round {round}: {Encoding.Latin1.GetString(body)}\n→ {(int)answer.StatusCode} {text}";
            answer.StatusCode.ShouldBeOneOf([HttpStatusCode.OK, HttpStatusCode.BadRequest], note);
            if (UidsOf(body) is { Length: > 0 } uids)
            {
                answer.StatusCode.ShouldBe(HttpStatusCode.OK, note);
                JsonNode.Parse(text)!["response"]!["uid"]!.GetValue<string>().ShouldBeOneOf(uids, note);
            }
        }
    }

    /// <summary>
    /// The uids that may be meant, found by other means than the server's: in whole JSON exactly one; in broken JSON that
    /// begins intact, the right one or the object's, which a lost brace may have moved into the request.
    /// </summary>
    private static string[] UidsOf(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 1000 });
            return document.RootElement.ValueKind is JsonValueKind.Object
                && document.RootElement.TryGetProperty("request", out var request)
                && request.ValueKind is JsonValueKind.Object
                && request.TryGetProperty("uid", out var uid)
                && uid.ValueKind is JsonValueKind.String
                && uid.GetString() is { Length: > 0 } text
                    ? [text]
                    : [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            const string Beginning = $$"""{"kind":"AdmissionReview","apiVersion":"admission.k8s.io/v1","request":{"uid":"{{ReviewBuilder.Uid}}",""";
            return body.AsSpan().StartsWith(Encoding.UTF8.GetBytes(Beginning)) ? [ReviewBuilder.Uid, "u-1"] : [];
        }
    }

    private static byte[] Mutilate(Random random, byte[] intact) => random.Next(5) switch
    {
        0 => intact[..random.Next(intact.Length)],
        1 => Flip(random, intact),
        2 => Splice(random, intact),
        3 => Encoding.UTF8.GetBytes(Replace(random, JsonNode.Parse(intact)!).ToJsonString()),
        _ => [.. intact, .. Noise(random)],
    };

    private static byte[] Flip(Random random, byte[] intact)
    {
        var bytes = intact.ToArray();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private static byte[] Splice(Random random, byte[] intact)
    {
        int from = random.Next(intact.Length), count = random.Next(intact.Length - from), to = random.Next(intact.Length);
        return [.. intact[..to], .. intact[from..(from + count)], .. intact[to..]];
    }

    private static byte[] Noise(Random random)
    {
        var noise = new byte[random.Next(1, 20)];
        random.NextBytes(noise);
        return noise;
    }

    /// <summary>Puts a value of another type somewhere into the tree.</summary>
    private static JsonNode Replace(Random random, JsonNode root)
    {
        var node = root;
        while (node is JsonObject { Count: > 0 } map)
        {
            var member = map.ElementAt(random.Next(map.Count));
            if (member.Value is not JsonObject { Count: > 0 } || random.Next(4) == 0)
            {
                map[member.Key] = Odd(random);
                break;
            }

            node = member.Value;
        }

        return root;
    }

    private static JsonNode? Odd(Random random) => random.Next(8) switch
    {
        0 => null,
        1 => true,
        2 => -1.5e300,
        3 => "\ud83d\ude00\u0000",
        4 => new JsonArray(1, "x", null),
        5 => new JsonObject { [""] = new JsonObject() },
        6 => Nested(100),
        _ => new string('x', 5000),
    };

    private static JsonNode Nested(int depth)
    {
        JsonNode node = new JsonArray();
        for (var i = 0; i < depth; i++)
        {
            node = new JsonArray(node);
        }

        return node;
    }
}
