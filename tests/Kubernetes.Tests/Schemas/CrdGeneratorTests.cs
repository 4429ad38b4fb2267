using System.Text.Json.Nodes;
using Gko.Kubernetes.Schemas;

namespace Gko.Kubernetes.Tests.Schemas;

public sealed class CrdGeneratorTests
{
    private static readonly JsonNode Definition = JsonNode.Parse(CrdGenerator.Generate<Gadget>().ToJsonString())!;

    private static readonly JsonNode Version = Definition["spec"]!["versions"]![0]!;

    private static readonly JsonNode Schema = Version["schema"]!["openAPIV3Schema"]!;

    private static readonly JsonNode Spec = Schema["properties"]!["spec"]!;

    [Fact]
    public void Generate_Kind_NamesIt()
    {
        ShouldBeJson(Definition["metadata"], """{"name":"gadgets.demo.io"}""");
        ShouldBeJson(
            Definition["spec"]!["names"],
            """{"kind":"Gadget","listKind":"GadgetList","plural":"gadgets","singular":"gadget","shortNames":["gd"],"categories":["all","toys"]}""");
        ShouldBeJson(Definition["spec"]!["scope"], "\"Namespaced\"");
    }

    [Fact]
    public void Generate_WithAnnotations_CarriesThemSorted()
    {
        var definition = CrdGenerator.Generate<Gadget>(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" });

        definition["metadata"]!.ToJsonString().ShouldBe("""{"name":"gadgets.demo.io","annotations":{"a":"1","b":"2"}}""");
    }

    [Fact]
    public void Generate_Kind_HasOneServedAndStoredVersionWithStatus()
    {
        Version["name"]!.GetValue<string>().ShouldBe("v1");
        Version["served"]!.GetValue<bool>().ShouldBeTrue();
        Version["storage"]!.GetValue<bool>().ShouldBeTrue();
        ShouldBeJson(Version["subresources"], """{"status":{}}""");
    }

    [Fact]
    public void Generate_PrinterColumns_KeepTheirOrder() => ShouldBeJson(
        Version["additionalPrinterColumns"],
        """[{"name":"Size","type":"integer","jsonPath":".spec.size","description":"How big.","priority":1},{"name":"Age","type":"date","jsonPath":".metadata.creationTimestamp"}]""");

    [Fact]
    public void Generate_Root_LeavesMetadataToTheServer()
    {
        Schema["properties"]!.AsObject().Select(property => property.Key).ShouldBe(["apiVersion", "kind", "metadata", "spec", "status"]);
        ShouldBeJson(Schema["properties"]!["metadata"], """{"type":"object"}""");
        ShouldBeJson(Schema["description"], "\"A gadget.\"");
        ShouldBeJson(Schema["x-kubernetes-validations"], """[{"rule":"has(self.spec)","message":"a gadget needs a spec"}]""");
    }

    [Theory]
    [InlineData("size", """{"description":"A number.","type":"integer","format":"int32","minimum":1,"maximum":9,"default":3}""")]
    [InlineData("mass", """{"description":"A big number.","type":"integer","format":"int64"}""")]
    [InlineData("label", """{"description":"Inherited.","type":"string"}""")]
    [InlineData("enabled", """{"description":"On or off.","type":"boolean","default":false}""")]
    [InlineData("since", """{"description":"A moment.","type":"string","format":"date-time"}""")]
    [InlineData("anything", """{"description":"Anything.","x-kubernetes-preserve-unknown-fields":true}""")]
    [InlineData("settings", """{"description":"An object of any content.","x-kubernetes-preserve-unknown-fields":true,"type":"object"}""")]
    [InlineData(
        "wire-name",
        """{"description":"Renamed.","type":"string","minLength":1,"maxLength":5,"pattern":"^a","format":"uri","example":"abc"}""")]
    [InlineData("modes", """{"description":"Of few values.","type":"array","items":{"type":"string","enum":["x","y"]}}""")]
    [InlineData(
        "tags",
        """{"description":"A set.","type":"array","items":{"type":"string"},"x-kubernetes-list-type":"set","minItems":1,"maxItems":4,"default":["a"]}""")]
    [InlineData(
        "counts",
        """{"description":"A map of lists.","type":"object","additionalProperties":{"type":"array","items":{"type":"integer","format":"int32","minimum":0}}}""")]
    [InlineData(
        "parts",
        """
        {"description":"Keyed.","type":"array",
         "items":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"required":["label"],
                  "properties":{"label":{"description":"Inherited.","type":"string"}}},
         "x-kubernetes-validations":[{"rule":"self.size() < 5","messageExpression":"'m'","reason":"FieldValueForbidden","fieldPath":".x"}],
         "x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["label"]}
        """)]
    public void Generate_Field_IsDescribedByTypeAndAttributes(string field, string schema) =>
        ShouldBeJson(Spec["properties"]![field], schema);

    [Fact]
    public void Generate_Fields_AreOrderedByNameAndRequiredAcrossBaseTypes()
    {
        var names = Spec["properties"]!.AsObject().Select(property => property.Key).ToList();

        names.ShouldBe(names.Order(StringComparer.Ordinal));
        names.ShouldNotContain("computed");
        ShouldBeJson(Spec["required"], """["label"]""");
    }

    [Fact]
    public void Generate_Conditions_HaveTheBoundsOfTheApiConventions()
    {
        var condition = Schema["properties"]!["status"]!["properties"]!["conditions"]!["items"]!;

        ShouldBeJson(condition["required"], """["lastTransitionTime","message","reason","status","type"]""");
        condition["properties"]!["message"]!["maxLength"]!.GetValue<int>().ShouldBe(32768);
        condition["properties"]!["type"]!["maxLength"]!.GetValue<int>().ShouldBe(316);
    }

    [Fact]
    public void Generate_TypeThatContainsItself_NamesIt() =>
        Should.Throw<InvalidOperationException>(() => CrdGenerator.Generate<Matryoshka>()).Message.ShouldContain(nameof(MatryoshkaDoll));

    [Fact]
    public void Generate_FieldWithoutDescription_NamesIt() =>
        Should.Throw<InvalidOperationException>(() => CrdGenerator.Generate<Mystery>()).Message.ShouldContain("Mystery: the field spec");

    private static void ShouldBeJson(JsonNode? actual, string expected) =>
        JsonNode.DeepEquals(actual, JsonNode.Parse(expected)).ShouldBeTrue($"{actual?.ToJsonString()}\nshould be\n{expected}");
}
