using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class SchemaValidationTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    [Theory]
    [InlineData("""{"size":"x"}""", "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"")]
    [InlineData("""{"size":1.5}""", "spec.size: Invalid value: \"float64\": spec.size in body must be of type int32: \"float64\"")]
    [InlineData("""{"size":3000000000}""", "<nil>: Invalid value: \"\": Checked value must be of type integer with format int32 in spec.size")]
    [InlineData("""{"size":1,"flag":"y"}""", "spec.flag: Invalid value: \"string\": spec.flag in body must be of type boolean: \"string\"")]
    [InlineData("""{"size":1,"port":1.5}""", "spec.port: Invalid value: \"number\": spec.port in body must be of type integer,string: \"number\"")]
    [InlineData("""{"size":1,"set":[1]}""", "spec.set[0]: Invalid value: \"integer\": spec.set[0] in body must be of type string: \"integer\"")]
    [InlineData("""{"size":1,"items":{}}""", "spec.items: Invalid value: \"object\": spec.items in body must be of type array: \"object\"")]
    [InlineData("""{"color":"a"}""", "spec.size: Required value")]
    [InlineData("""{"size":null}""", "spec.size: Required value")]
    [InlineData("""{"size":1,"items":[{"value":"x"}]}""", "spec.items[0].name: Required value")]
    [InlineData("""{"size":1,"color":"z"}""", "spec.color: Unsupported value: \"z\": supported values: \"a\", \"b\"")]
    [InlineData("""{"size":11}""", "spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10")]
    [InlineData("""{"size":0}""", "spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1")]
    [InlineData("""{"size":1,"name":"ABC"}""", "spec.name: Invalid value: \"ABC\": spec.name in body should match '^[a-z]+$'")]
    [InlineData("""{"size":1,"name":"A"}""", "spec.name: Invalid value: \"A\": spec.name in body should be at least 2 chars long")]
    [InlineData("""{"size":1,"name":"abcdef"}""", "spec.name: Too long: may not be more than 5 bytes")]
    [InlineData("""{"size":1,"when":"x"}""", "spec.when: Invalid value: \"x\": spec.when in body must be of type date-time: \"x\"")]
    [InlineData("""{"size":1,"ratio":0.7}""", "spec.ratio: Invalid value: 0.7: spec.ratio in body should be a multiple of 0.5")]
    [InlineData("""{"size":1,"map":{"a":"1","b":"2","c":"3"}}""", "spec.map: Too many: 3: must have at most 2 items")]
    [InlineData("""{"size":1,"items":[{"name":"1"},{"name":"2"},{"name":"3"},{"name":"4"}]}""", "spec.items: Too many: 4: must have at most 3 items")]
    [InlineData("""{"size":1,"items":[{"name":"1"},{"name":"1"}]}""", "spec.items[1]: Duplicate value: {\"name\":\"1\"}")]
    [InlineData("""{"size":1,"set":["a","a"]}""", "spec.set[1]: Duplicate value: \"a\"")]
    [InlineData("""{"size":1,"either":{}}""", "spec.either: Invalid value: exactly one of a and b")]
    public async Task Create_BrokenRule_IsNamed(string spec, string expected)
    {
        var refused = await fixture.Admin.PostAsync(Paths.Widgets, Widget("broken", spec));

        refused.Status.ShouldBe(422);
        refused.Reason.ShouldBe("Invalid");
        refused.Causes.ShouldContain(expected);
    }

    [Fact]
    public async Task Create_OneError_MessageHasNoBrackets() =>
        (await fixture.Admin.PostAsync(Paths.Widgets, Widget("one", """{"size":11}"""))).Message
            .ShouldBe("Widget.demo.io \"one\" is invalid: spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10");

    [Fact]
    public async Task Create_TypeError_LeavesRulesUnchecked() =>
        (await fixture.Admin.PostAsync(Paths.Widgets, Widget("two", """{"size":"x","either":{}}"""))).Message
            .ShouldBe("Widget.demo.io \"two\" is invalid: [spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\", "
                + "<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; "
                + "correct the existing errors to complete validation]");

    [Fact]
    public async Task Create_NullOfNullableField_IsKept() =>
        (await fixture.Admin.PostAsync(Paths.Widgets, Widget("nul", """{"size":1,"note":null,"flag":null,"items":[{"name":"x","weight":null}]}""")))
            .Json("spec").ShouldBe("""{"color":"a","items":[{"name":"x","weight":7}],"nested":{"deep":"d"},"note":null,"size":1}""");

    [Fact]
    public async Task Update_TransitionRule_ComparesWithStoredValue()
    {
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("fixed", """{"size":1,"fixed":"x"}"""));

        var refused = await fixture.Admin.PatchAsync(Paths.Widget("fixed"), """{"spec":{"fixed":"y"}}""");

        refused.Causes.ShouldBe(["spec.fixed: Invalid value: \"y\": fixed cannot change"]);
        (await fixture.Admin.PatchAsync(Paths.Widget("fixed"), """{"spec":{"size":2}}""")).Status.ShouldBe(200);
    }
}
