namespace Gko.DevCluster.Tests.ApiServer;

public sealed class StrategicMergeTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    private async Task<ApiResponse> PatchedAsync(string name, string metadata, string patch)
    {
        (await fixture.Admin.PostAsync(Paths.ConfigMaps,
            $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{name}}"{{metadata}} },"data":{"a":"b"} }""")).Status.ShouldBe(201);
        var patched = await fixture.Admin.PatchAsync($"{Paths.ConfigMaps}/{name}", patch, ApiClient.StrategicMergePatch);
        patched.Status.ShouldBe(200);
        return patched;
    }

    [Fact]
    public async Task Map_NullDeletes_RestMerges() =>
        (await PatchedAsync("nulls", "", """{"data":{"a":null,"c":"d"}}""")).Json("data").ShouldBe("""{"c":"d"}""");

    [Fact]
    public async Task Map_ReplaceDirective_Replaces() =>
        (await PatchedAsync("replace", "", """{"data":{"$patch":"replace","z":"z"}}""")).Json("data").ShouldBe("""{"z":"z"}""");

    [Fact]
    public async Task PrimitiveList_Merges_InTheGivenOrder() =>
        (await PatchedAsync("order", ",\"finalizers\":[\"a.b/c\"]",
            """{"metadata":{"finalizers":["a.b/d"],"$setElementOrder/finalizers":["a.b/d","a.b/c"]}}"""))
            .Json("metadata", "finalizers").ShouldBe("""["a.b/d","a.b/c"]""");

    [Fact]
    public async Task PrimitiveList_DeleteDirective_Removes() =>
        (await PatchedAsync("delete", ",\"finalizers\":[\"a.b/c\",\"a.b/d\"]",
            """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a.b/d"]}}""")).Json("metadata", "finalizers").ShouldBe("""["a.b/c"]""");

    [Fact]
    public async Task KeyedList_MergesByKey_AndDeletesByDirective()
    {
        var account = "/api/v1/namespaces/default/serviceaccounts";
        await fixture.Admin.PostAsync(account,
            """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"sa"},"secrets":[{"name":"one"},{"name":"two"}]}""");

        var patched = await fixture.Admin.PatchAsync(account + "/sa",
            """{"secrets":[{"name":"one","namespace":"n"},{"$patch":"delete","name":"two"},{"name":"three"}]}""", ApiClient.StrategicMergePatch);

        patched.Json("secrets").ShouldBe("""[{"name":"one","namespace":"n"},{"name":"three"}]""");
    }
}
