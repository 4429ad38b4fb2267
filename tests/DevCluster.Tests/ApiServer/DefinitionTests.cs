namespace Gko.DevCluster.Tests.ApiServer;

public sealed class DefinitionTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private static string Definition(string plural, string kind, string schema, string group = "other.io", string scope = "Namespaced", string? name = null) => $$"""
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"{{name ?? plural + "." + group}}"},
         "spec":{"group":"{{group}}","scope":"{{scope}}","names":{"plural":"{{plural}}","kind":"{{kind}}"},
          "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{{schema}} } }] } }
        """;

    private static string Properties(string properties) => $$"""{"type":"object","properties":{{properties}}}""";

    [Fact]
    public async Task Create_Definition_IsEstablishedAtOnce()
    {
        var created = await fixture.Admin.PostAsync(Paths.Definitions, Definition("gadgets", "Gadget", Properties("{}")));

        created.Status.ShouldBe(201);
        created.Json("spec", "names", "singular").ShouldBe("\"gadget\"");
        created.Json("spec", "names", "listKind").ShouldBe("\"GadgetList\"");
        var stored = await fixture.Admin.GetAsync(Paths.Definitions + "/gadgets.other.io");
        stored.Body["status"]!["conditions"]!.AsArray().Select(item => $"{item!["type"]}={item["status"]}")
            .ShouldBe(["NamesAccepted=True", "Established=True"]);
        (await fixture.Admin.GetAsync("/apis/other.io/v1/namespaces/default/gadgets")).Json("kind").ShouldBe("\"GadgetList\"");
    }

    [Theory]
    [InlineData("""{"spec":{"properties":{"a":{"enum":["x"]}}}}""",
        "spec.validation.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields")]
    [InlineData("""{"a":{"type":"array"}}""", "spec.validation.openAPIV3Schema.properties[a].items: Required value: must be specified")]
    [InlineData("""{"b":{"type":"object","additionalProperties":{"type":"string"},"properties":{"x":{"type":"string"}}}}""",
        "spec.validation.openAPIV3Schema.properties[b].additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [InlineData("""{"c":{"type":"array","items":{"type":"string"},"uniqueItems":true}}""",
        "spec.validation.openAPIV3Schema.properties[c].uniqueItems: Forbidden: uniqueItems cannot be set to true since the runtime complexity becomes quadratic")]
    [InlineData("""{"a":{"type":"array","items":{"type":"object","properties":{"n":{"type":"string"}}},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["n"]}}""",
        "spec.validation.openAPIV3Schema.properties[a].items.properties[n].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")]
    [InlineData("""{"a":{"type":"object","anyOf":[{"type":"object"}]}}""",
        "spec.validation.openAPIV3Schema.properties[a].anyOf[0].type: Forbidden: must be empty to be structural")]
    [InlineData("""{"a":{"type":"integer","default":"x"}}""",
        "spec.validation.openAPIV3Schema.properties[a].default: Invalid value: \"string\":  in body must be of type integer: \"string\"")]
    [InlineData("""{"metadata":{"type":"object","properties":{"labels":{"type":"object"}}}}""",
        "spec.validation.openAPIV3Schema.properties[metadata]: Forbidden: must not specify anything other than name and generateName, but metadata is implicitly specified")]
    [InlineData("""{"a":{"$ref":"#/x"}}""", "spec.validation.openAPIV3Schema.properties[a].$ref: Forbidden: $ref is not supported")]
    public async Task Create_NotStructural_IsRefused(string properties, string cause)
    {
        var refused = await fixture.Admin.PostAsync(Paths.Definitions, Definition("bads", "Bad", Properties(properties)));

        refused.Status.ShouldBe(422);
        refused.Causes.ShouldContain(cause);
    }

    [Fact]
    public async Task Create_LookAheadPattern_IsRefused() =>
        (await fixture.Admin.PostAsync(Paths.Definitions, Definition("bads", "Bad", Properties("""{"a":{"type":"string","pattern":"(?!x)"}}"""))))
            .Message.ShouldContain("must be a valid regular expression, but isn't");

    [Fact]
    public async Task Create_RuleThatCannotBeEvaluated_IsRefusedClearly()
    {
        var refused = await fixture.Admin.PostAsync(Paths.Definitions, Definition("bads", "Bad",
            Properties("""{"a":{"type":"string","x-kubernetes-validations":[{"rule":"quantity(self).isInteger()"}]}}""")));

        refused.Status.ShouldBe(422);
        refused.Message.ShouldContain("x-kubernetes-validations[0].rule");
        refused.Message.ShouldContain("this server does not know the function 'quantity'");
    }

    [Fact]
    public async Task Create_NameNotPluralAndGroup_IsRefused() =>
        (await fixture.Admin.PostAsync(Paths.Definitions, Definition("bads", "Bad", Properties("{}"), name: "foo"))).Causes
            .ShouldContain("metadata.name: Invalid value: \"foo\": must be spec.names.plural+\".\"+spec.group");

    [Fact]
    public async Task Create_UnknownSchemaField_IsNamedByPath() =>
        (await fixture.Admin.PostAsync(Paths.Definitions + "?fieldValidation=Strict",
            Definition("bads", "Bad", Properties("""{"a":{"type":"string","foo":1}}""")))).Message
            .ShouldEndWith("unknown field \"spec.versions[0].schema.openAPIV3Schema.properties.a.foo\"");

    [Fact]
    public async Task Create_KindInUse_IsNotAccepted()
    {
        await fixture.Admin.PostAsync(Paths.Definitions, Definition("copies", "Widget", Properties("{}"), group: "demo.io"));

        var stored = await fixture.Admin.GetAsync(Paths.Definitions + "/copies.demo.io");

        stored.Json("status", "conditions", "0", "reason").ShouldBe("\"SingularConflict\"");
        stored.Json("status", "conditions", "0", "message").ShouldBe("\"\\u0022widget\\u0022 is already in use\"");
        stored.Json("status", "conditions", "1", "status").ShouldBe("\"False\"");
    }

    [Fact]
    public async Task Update_Schema_HoldsAtOnce()
    {
        await fixture.Admin.PostAsync(Paths.Definitions, Definition("growers", "Grower", Properties("""{"a":{"type":"string"}}"""), scope: "Cluster"));

        await fixture.Admin.PatchAsync(Paths.Definitions + "/growers.other.io",
            """[{"op":"add","path":"/spec/versions/0/schema/openAPIV3Schema/properties/b","value":{"type":"string"}}]""", ApiClient.JsonPatch);

        var created = await fixture.Admin.PostAsync("/apis/other.io/v1/growers?fieldValidation=Strict",
            """{"apiVersion":"other.io/v1","kind":"Grower","metadata":{"name":"g"},"b":"x"}""");
        created.Status.ShouldBe(201);
        created.Json("metadata", "namespace").ShouldBeNull();
    }

    [Fact]
    public async Task Delete_Definition_TakesItsObjectsAlong()
    {
        await fixture.Admin.PostAsync(Paths.Definitions, Definition("doomeds", "Doomed", Properties("{}")));
        await fixture.Admin.PostAsync("/apis/other.io/v1/namespaces/default/doomeds",
            """{"apiVersion":"other.io/v1","kind":"Doomed","metadata":{"name":"d"}}""");
        using var watch = await fixture.Admin.WatchAsync(Paths.Definitions + "?watch=true&fieldSelector=metadata.name%3Ddoomeds.other.io");
        using var objects = await fixture.Admin.WatchAsync("/apis/other.io/v1/doomeds?watch=true&resourceVersion=0");

        var deleting = await fixture.Admin.DeleteAsync(Paths.Definitions + "/doomeds.other.io");

        deleting.Json("metadata", "finalizers").ShouldBe("""["customresourcecleanup.apiextensions.k8s.io"]""");
        await objects.UntilAsync("DELETED", "d");
        await watch.UntilAsync("DELETED", "doomeds.other.io");
        await fixture.Admin.UntilAsync("/apis/other.io/v1/namespaces/default/doomeds", answer => answer.Status == 404);
    }
}
