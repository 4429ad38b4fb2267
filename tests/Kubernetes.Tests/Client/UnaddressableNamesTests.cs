using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Tests.Client;

/// <summary>Names that would lead a path elsewhere belong to nothing.</summary>
public sealed class UnaddressableNamesTests : IDisposable
{
    private readonly KubeClientFixture _f = new();

    public static TheoryData<string, string> Names => new() { { "ns", "." }, { "ns", ".." }, { ".", "a" }, { "..", "a" }, { "..", ".." } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _f.Dispose();

    [Theory, MemberData(nameof(Names))]
    public async Task Find_DotSegments_IsNullWithoutARequest(string ns, string name)
    {
        (await _f.Client.FindAsync<Secret>(new ObjectKey(ns, name), Ct)).ShouldBeNull();

        _f.Transport.Requests.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public async Task Delete_DotSegments_IsNotFoundWithoutARequest(string ns, string name)
    {
        var error = await Should.ThrowAsync<KubeApiException>(() => _f.Client.DeleteAsync<Secret>(new ObjectKey(ns, name), ct: Ct));

        (error.IsNotFound, _f.Transport.Requests.Count).ShouldBe((true, 0));
    }
}
