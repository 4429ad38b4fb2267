using Gko.Contracts.Wire;
using Gko.Kubernetes.Controllers;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Operator.Tests.Upstream;

/// <summary>Marks are written here as <c>annotation=value</c> and <c>+finalizer</c>, without their prefixes.</summary>
public sealed class UpstreamMarksReconcilerTests : IAsyncLifetime
{
    private const string Prefix = "gravitee.io/";
    private static readonly ObjectKey Key = new("default", "secret");

    private readonly FakeCluster _cluster = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData("""managementcontexts=["a/x"] references=1 +managementcontextSecret +templating""", "")]
    [InlineData("""apidefinitions=["a/x"] references=1 +templating""", "")]
    [InlineData("""apiv4definitions=["a/x","a/y"] apiresources=["a/z"] references=3 +templating""", "")]
    [InlineData("+managementcontextSecret", "")]
    [InlineData("+managementcontextSecret +others", "+others")]
    [InlineData("+templating", "")]
    [InlineData("references=0 +templating", "")]
    [InlineData("""apidefinitions=[] references=0""", "")]
    [InlineData("""apidefinitions=["a/x"] applications=["a/y","a/z"] references=3 +templating""", """applications=["a/y","a/z"] references=2 +templating""")]
    [InlineData("""managementcontexts=["a/x"] groups=["a/y"] subscriptions=["a/z"] +managementcontextSecret +templating""", """groups=["a/y"] subscriptions=["a/z"] +templating""")]
    [InlineData("""apidefinitions=["a/x"] ingresss=["a/i"] references=2 +templating""", """ingresss=["a/i"] references=1 +templating""")]
    [InlineData("apidefinitions=broken references=1 +templating", "")]
    [InlineData("apidefinitions=broken applications=broken references=2 +templating", "applications=broken references=1 +templating")]
    [InlineData("""apidefinitions=["a/x"] applications={} references=2 +templating""", "applications={} references=1 +templating")]
    [InlineData("""apidefinitions=["a/x"] applications=[] references=1 +templating""", "applications=[]")]
    [InlineData("""apidefinitions=["a/x"] note=kept""", "note=kept")]
    public async Task Reconcile_Marks_GoUnlessOthersNeedThem(string before, string after)
    {
        var source = Put(before);
        UpstreamMarks.AreOn(source).ShouldBeTrue();

        var result = await ReconcileAsync(source);

        (result.IsDone, Text(Stored)).ShouldBe((true, after));
        UpstreamMarks.AreOn(Stored).ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("note=mine +others")]
    [InlineData("""applications=["a/x"] references=1 +templating""")]
    [InlineData("applications=broken +templating")]
    public async Task Reconcile_NothingOfOurs_DoesNothing(string marks)
    {
        await ReconcileAsync(Put(marks));

        _cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reconcile_ObjectIsGone_IsDone()
    {
        var source = Put("+templating");
        _cluster.Remove<SecretMetadata>(Key);

        (await ReconcileAsync(source)).ShouldBe(ReconcileResult.Done);
    }

    [Fact]
    public async Task Reconcile_KilledBetweenAnnotationsAndFinalizers_GoesOnThere()
    {
        var source = Put("+managementcontextSecret +templating");

        await ReconcileAsync(source);

        _cluster.Writes.ShouldBe(["patch metadata of secrets default/secret", "patch metadata of secrets default/secret"]);
        Text(Stored).ShouldBe("");
    }

    private SecretMetadata Stored => _cluster.Peek<SecretMetadata>(Key)!;

    private async Task<ReconcileResult> ReconcileAsync(SecretMetadata source) =>
        await new UpstreamMarksReconciler<SecretMetadata>(_cluster, NullLogger<UpstreamMarksReconciler<SecretMetadata>>.Instance)
            .ReconcileAsync(source, new ReconcileContext { ReconcileId = "id", Controller = "test" }, CancellationToken.None);

    private SecretMetadata Put(string marks)
    {
        var words = marks.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return _cluster.Put(new SecretMetadata
        {
            Metadata = new()
            {
                Name = Key.Name,
                Namespace = Key.Namespace,
                Annotations = words.Where(word => word[0] != '+').Select(word => word.Split('=', 2))
                    .ToDictionary(pair => Prefix + pair[0], pair => pair[1]),
                Finalizers = [.. words.Where(word => word[0] == '+').Select(word => Finalizer(word[1..]))],
            },
        });
    }

    private static string Finalizer(string name) => name == "others" ? "others.io/others" : $"finalizers.{Prefix}{name}";

    private static string Text(IResource source) => string.Join(' ', [
        .. (source.Metadata.Annotations ?? []).OrderBy(pair => pair.Key == AnnotationNames.References).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key[Prefix.Length..]}={pair.Value}"),
        .. (source.Metadata.Finalizers ?? []).Select(name => $"+{name[(name.LastIndexOf('/') + 1)..]}"),
    ]);
}
