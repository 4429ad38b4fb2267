using Gko.Testing;
using Gko.Testing.Clusters;

namespace Gko.Charts.Tests.Rendering;

/// <summary>The chart of this repository, rendered by the real helm.</summary>
public static class Chart
{
    /// <summary>Name of the release.</summary>
    public const string Release = "gko";

    /// <summary>Namespace of the release.</summary>
    public const string Namespace = "gko-system";

    /// <summary>The folder of the chart.</summary>
    public static string Folder { get; } = RepositoryPaths.Of("manifests", "helm", "gko");

    /// <summary>Renders the chart; skips the test when there is no helm.</summary>
    /// <param name="set">Values as for <c>--set</c>.</param>
    public static async Task<Rendered> RenderAsync(params IEnumerable<string> set) =>
        new((await TryRenderAsync(set)).OrThrow().Output);

    /// <summary>Renders the chart for a version of Kubernetes.</summary>
    public static async Task<Rendered> RenderForAsync(string version, params IEnumerable<string> set) =>
        new((await RunAsync(set, version: version)).OrThrow().Output);

    /// <summary>Renders the chart for a namespace.</summary>
    public static async Task<Rendered> RenderIntoAsync(string @namespace, IEnumerable<string> set) =>
        new((await RunAsync(set, @namespace: @namespace)).OrThrow().Output);

    /// <summary>Renders the chart with a file of values.</summary>
    public static async Task<Rendered> RenderFileAsync(string values) => new((await TryRenderFileAsync(values)).OrThrow().Output);

    /// <summary>Renders the chart; a refusal is a result.</summary>
    public static Task<CommandResult> TryRenderAsync(params IEnumerable<string> set) => RunAsync(set);

    /// <summary>Renders the chart with a file of values; a refusal is a result.</summary>
    public static Task<CommandResult> TryRenderFileAsync(string values) => RunAsync([], values: values);

    /// <summary>What helm tells the user after an installation.</summary>
    public static async Task<string> NotesAsync(params IEnumerable<string> set)
    {
        await SkipWithoutHelmAsync();
        var installed = await Helm.TryAsync(
            ["install", Release, Folder, "--namespace", Namespace, "--dry-run=client", .. set.SelectMany(value => new[] { "--set", value })]);
        return installed.OrThrow().Output.Split("\nNOTES:\n")[1];
    }

    /// <summary>Skips the test when there is no helm.</summary>
    public static async Task SkipWithoutHelmAsync() => Assert.SkipWhen(await Helm.ProgramAsync() is null, Helm.Missing);

    private static async Task<CommandResult> RunAsync(
        IEnumerable<string> set, string version = "1.33.0", string @namespace = Namespace, string? values = null)
    {
        await SkipWithoutHelmAsync();
        string[] file = values is null ? [] : ["--values", "-"];
        return await Helm.TryAsync(
            ["template", Release, Folder, "--namespace", @namespace, "--kube-version", version, .. file, .. set.SelectMany(value => new[] { "--set", value })],
            values);
    }
}
