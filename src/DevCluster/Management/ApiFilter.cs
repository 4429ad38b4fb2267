using Gko.DevCluster.Management.Http;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management;

/// <summary>The query parameters of the list of APIs.</summary>
internal static class ApiFilter
{
    public static bool Matches(Call call, StoredApi api)
    {
        var ids = call.QueryList("ids");
        return (ids.Count == 0 || ids.Contains(api.Id))
            && Equal(call, "crossId", api.CrossId)
            && Equal(call, "name", api.Definition.Text("name"))
            && Equal(call, "version", api.Definition.Text("version"))
            && Equal(call, "state", api.State)
            && Equal(call, "visibility", api.Visibility)
            && Contains(call, "group", Groups(call.Environment, api))
            && Contains(call, "category", Categories(call.Environment, api))
            && Contains(call, "label", api.Definition.Texts("labels"))
            && Contains(call, "tag", api.Definition.Texts("tags"))
            && Contains(call, "context-path", api.Paths.Select(path => path.Path.TrimEnd('/')));
    }

    private static bool Equal(Call call, string name, string? value) =>
        call.Query(name) is not { Length: > 0 } wanted || string.Equals(wanted, value, StringComparison.OrdinalIgnoreCase);

    private static bool Contains(Call call, string name, IEnumerable<string> values) =>
        call.Query(name) is not { Length: > 0 } wanted || values.Contains(wanted.TrimEnd('/'));

    private static IEnumerable<string> Groups(DevEnvironment environment, StoredApi api) =>
        api.Groups.Concat(environment.Groups.Where(group => api.Groups.Contains(group.Name)).Select(group => group.Id));

    private static IEnumerable<string> Categories(DevEnvironment environment, StoredApi api) =>
        api.Categories.Concat(environment.Categories.Where(category => api.Categories.Contains(category.Id)).Select(category => category.Key));
}
