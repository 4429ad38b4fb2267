using static Gko.DevCluster.Tests.ApiServer.WidgetDefinition;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class TableTests(ApiServerFixture fixture) : IClassFixture<ApiServerFixture>
{
    [Fact]
    public async Task Table_CustomColumns_ShowPathsAndAge()
    {
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("t1", """{"size":4,"items":[{"name":"i1"},{"name":"i2"}]}"""));
        await fixture.Admin.PatchAsync(Paths.Widget("t1") + "/status",
            """{"status":{"conditions":[{"type":"Other","status":"False"},{"type":"Ready","status":"True"}]}}""");

        var table = await fixture.Admin.GetAsync(Paths.Widget("t1"), ApiClient.Table);

        table.Body["columnDefinitions"]!.AsArray().Select(column => $"{column!["name"]}/{column["priority"]}")
            .ShouldBe(["Name/0", "Size/0", "Ready/0", "Items/1", "Age/0"]);
        var cells = table.Node("rows", "0", "cells")!.AsArray();
        cells[0]!.GetValue<string>().ShouldBe("t1");
        cells[1]!.GetValue<int>().ShouldBe(4);
        cells[2]!.GetValue<string>().ShouldBe("True");
        cells[3]!.GetValue<string>().ShouldBe("i1");
        cells[4]!.GetValue<string>().ShouldMatch("^[0-9]+s$");
        table.Json("rows", "0", "object", "kind").ShouldBe("\"PartialObjectMetadata\"");
    }

    [Fact]
    public async Task Table_MissingValues_AreNull()
    {
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("t2"));

        (await fixture.Admin.GetAsync(Paths.Widget("t2"), ApiClient.Table)).Json("rows", "0", "cells", "2").ShouldBeNull();
    }

    [Fact]
    public async Task Table_IncludeObjectNone_HasNoObjects()
    {
        await fixture.Admin.PostAsync(Paths.Widgets, Widget("t3"));

        (await fixture.Admin.GetAsync(Paths.Widget("t3") + "?includeObject=None", ApiClient.Table)).Node("rows", "0", "object").ShouldBeNull();
    }

    [Theory]
    [InlineData("/api/v1/namespaces", "Name,Status,Age")]
    [InlineData("/api/v1/namespaces/default/configmaps", "Name,Data,Age")]
    [InlineData("/api/v1/namespaces/default/secrets", "Name,Type,Data,Age")]
    [InlineData("/apis/coordination.k8s.io/v1/leases", "Name,Holder,Age")]
    [InlineData("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", "Name,Created At")]
    [InlineData("/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", "Name,Role,Age,Users,Groups,ServiceAccounts")]
    public async Task Table_BuiltInKind_HasItsColumns(string path, string columns) =>
        (await fixture.Admin.GetAsync(path, ApiClient.Table)).Body["columnDefinitions"]!.AsArray()
            .Select(column => column!["name"]!.GetValue<string>()).ShouldBe(columns.Split(','));

    [Fact]
    public async Task Table_Namespace_ShowsPhase() =>
        (await fixture.Admin.GetAsync("/api/v1/namespaces/default", ApiClient.Table)).Json("rows", "0", "cells", "1").ShouldBe("\"Active\"");
}
