using System.Text.Json;
using Gko.Contracts;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests;

public sealed class TemplateMarkersTests
{
    [Fact]
    public void FindFirst_NoMarker_IsNull() => Find(_ => { }).ShouldBeNull();

    [Fact]
    public void FindFirst_NoSpec_IsNull() =>
        TemplateMarkers.FindFirst<ApiDefinitionSpec>(null, ContractsJson.Relaxed.ApiDefinitionSpec).ShouldBeNull();

    [Fact]
    public void FindFirst_MarkerInAField_IsItsPath() =>
        Find(spec => spec.Version = "[[ secret `a/b` ]]").ShouldBe("spec.version");

    [Fact]
    public void FindFirst_MarkerInAListOfObjects_IsItsPathWithWireNames() =>
        Find(spec => spec.Proxy!.Groups![0].Endpoints![0].Target = "https://[[ configmap `a/b` ]]")
            .ShouldBe("spec.proxy.groups[0].endpoints[0].target");

    [Fact]
    public void FindFirst_MarkerInAFreeForm_IsItsPath() =>
        Find(spec => spec.Resources = [new() { Configuration = Json("""{"list":["x","[[ y ]]"]}""") }])
            .ShouldBe("spec.resources[0].configuration.list[1]");

    [Fact]
    public void FindFirst_NestedListsInAFreeForm_AreNoMarker() =>
        Find(spec => spec.Resources = [new() { Configuration = Json("""{"matrix":[[1,2],[3]]}""") }]).ShouldBeNull();

    [Fact]
    public void FindFirst_MarkerInAKey_IsNoMarker() =>
        Find(spec => spec.Resources = [new() { Configuration = Json("""{"[[":1}""") }]).ShouldBeNull();

    [Fact]
    public void FindFirst_OtherBrackets_AreNoMarker() =>
        Find(spec => spec.Version = "{{ x }} [ [ ]] {#request.headers['a'][0]}").ShouldBeNull();

    private static string? Find(Action<ApiDefinitionSpec> change) =>
        TemplateMarkers.FindFirst(AnApi().With(change).Build().Spec, ContractsJson.Relaxed.ApiDefinitionSpec);

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
