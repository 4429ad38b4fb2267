using Gko.Charts.Tests.Rendering;

namespace Gko.Charts.Tests.Upstream;

/// <summary>One case of the suites that upstream tests its chart with.</summary>
/// <param name="Suite">The suite, without the ending of its file.</param>
/// <param name="Name">What upstream calls the values.</param>
/// <param name="Set">The values.</param>
/// <param name="Check">What has to be rendered.</param>
internal sealed record UpstreamCase(string Suite, string Name, string[] Set, Action<Rendered> Check)
{
    private static readonly string[] Common = [@"common.annotations.gravitee\.io/scope=test", @"common.labels.gravitee\.io/scope=test"];

    /// <summary>There is one such object.</summary>
    public static UpstreamCase Has(string suite, string name, string[] set, string kind, string objectName) =>
        new(suite, name, set, rendered => rendered.One(kind, objectName));

    /// <summary>There is no such object.</summary>
    public static UpstreamCase HasNone(string suite, string name, string[] set, string kind, string objectName) =>
        new(suite, name, set, rendered => rendered.All(kind, objectName).ShouldBeEmpty());

    /// <summary>Labels and annotations that all objects are to have are on this one.</summary>
    public static UpstreamCase HasCommon(string suite, string kind, string objectName, params string[] set) =>
        new(suite, "common", [.. Common, .. set], rendered =>
        {
            var found = rendered.One(kind, objectName);
            found.Entry("metadata/annotations", "gravitee.io/scope").ShouldBe("test");
            found.Entry("metadata/labels", "gravitee.io/scope").ShouldBe("test");
        });

    /// <summary>The ConfigMap has this entry, or lacks it.</summary>
    public static UpstreamCase HasEntry(string name, string[] set, string key, string? value) =>
        new("manager/config", name, set, rendered => rendered.Environment.GetValueOrDefault(key).ShouldBe(value));

    /// <inheritdoc/>
    public override string ToString() => $"{Suite}: {Name}";
}
