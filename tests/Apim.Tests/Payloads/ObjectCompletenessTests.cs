using System.Text.Json.Nodes;
using Gko.Testing;
using Gko.Testing.Examples;

namespace Gko.Apim.Tests.Payloads;

/// <summary>Whatever an author writes reaches APIM, but for the fields that belong to the operator.</summary>
public sealed class ObjectCompletenessTests
{
    private const int Objects = 100;

    public static TheoryData<string> Kinds => [.. ObjectPayloads.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public void Body_AnySpec_HoldsEveryField(string kind)
    {
        var schema = ExampleApis.Schema(kind)["properties"]!["spec"]!.AsObject();
        for (var seed = 0; seed < Objects; seed++)
        {
            var manifest = Manifest(kind, new SchemaSampler(seed).Sample(schema).AsObject());
            var expected = Expected(kind, manifest["spec"]!.DeepClone().AsObject());

            var body = ObjectPayloads.Body(ObjectPayloads.Create(manifest));

            foreach (var name in (string[])["id", "hrid", "crossId"])
            {
                body.Remove(name);
                expected.Remove(name);
            }

            JsonNode.DeepEquals(body, expected).ShouldBeTrue($"seed {seed}: {body.ToJsonString()} instead of {expected.ToJsonString()}");
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void Create_SameSpecTwice_GivesTheSameBytesAndHash(string kind)
    {
        var manifest = Manifest(kind, new SchemaSampler(7).Sample(ExampleApis.Schema(kind)["properties"]!["spec"]!.AsObject()).AsObject());
        var (first, second) = (ObjectPayloads.Create(manifest), ObjectPayloads.Create(manifest));

        second.Body.Span.SequenceEqual(first.Body.Span).ShouldBeTrue();
        second.Hash.ShouldBe(first.Hash);
        first.Hash.ShouldMatch("^[0-9a-f]{64}$");
    }

    private static JsonObject Manifest(string kind, JsonObject spec)
    {
        if (kind == "Documentation")
        {
            // The API server sees to it that there is one.
            spec.Remove(spec.ContainsKey("portalRef") ? "apiRef" : "portalRef");
            spec[spec.ContainsKey("portalRef") ? "portalRef" : "apiRef"] = new JsonObject { ["name"] = "parent" };
        }

        return new() { ["kind"] = kind, ["metadata"] = new JsonObject { ["namespace"] = "default", ["name"] = "x" }, ["spec"] = spec };
    }

    /// <summary>What an author wrote, after the few rewritings that are made of it.</summary>
    private static JsonObject Expected(string kind, JsonObject spec)
    {
        foreach (var name in (string[])["contextRef", "portalRef", "apiRef"])
        {
            spec.Remove(name);
        }

        switch (kind)
        {
            case "SharedPolicyGroup":
                spec["steps"] ??= new JsonArray();
                break;
            case "Application":
                Rewrite(spec);
                break;
            case "PortalListing":
                foreach (var api in spec["apis"]!.AsArray().Select(api => api!.AsObject()))
                {
                    var (target, ns) = (api["ref"]!, (string?)api["ref"]!["namespace"]);
                    api["apiHrid"] = $"{(string.IsNullOrEmpty(ns) ? "default" : ns)}-{target["name"]}";
                    api.Remove("ref");
                }

                break;
        }

        return spec;
    }

    private static void Rewrite(JsonObject application)
    {
        if (application["settings"]!["oauth"] is JsonObject oauth)
        {
            oauth["redirectUris"] ??= new JsonArray();
        }

        var certificates = application["settings"]!["tls"]?["clientCertificates"] as JsonArray ?? [];
        foreach (var (index, certificate) in certificates.Select(certificate => certificate!.AsObject()).Index())
        {
            certificate["name"] = (string?)certificate["name"] is { Length: > 0 } name ? name : $"{application["name"]}-{index}";
            certificate["content"] ??= $"PEM of {certificate["ref"]?["name"]}";
            certificate.Remove("ref");
            certificate.Remove("encoded");
            foreach (var date in (string[])["startsAt", "endsAt"])
            {
                if ((string?)certificate[date] is "")
                {
                    certificate.Remove(date);
                }
            }
        }
    }
}
