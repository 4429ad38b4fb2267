using Gko.Kubernetes.Configuration;
using Gko.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Configuration;

public sealed class TokenFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly TokenFile _token;

    public TokenFileTests()
    {
        _folder.Write("token", "one\n");
        _token = new TokenFile(_folder.Of("token"), _time, NullLogger.Instance);
    }

    public void Dispose()
    {
        _token.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Apply_FileRenewed_IsReadAgainAfterAMinute()
    {
        (await HeaderAsync()).ShouldBe("Bearer one");
        _folder.Write("token", "two");

        _time.Advance(TimeSpan.FromSeconds(59));
        (await HeaderAsync()).ShouldBe("Bearer one");
        _time.Advance(TimeSpan.FromSeconds(1));
        (await HeaderAsync()).ShouldBe("Bearer two");
    }

    [Fact]
    public async Task Invalidate_FileRenewed_IsReadAgainAtOnce()
    {
        await HeaderAsync();
        _folder.Write("token", "two");

        (await _token.InvalidateAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        (await HeaderAsync()).ShouldBe("Bearer two");
    }

    [Fact]
    public async Task Apply_FileGoneAfterwards_KeepsTheLastToken()
    {
        await HeaderAsync();
        File.Delete(_folder.Of("token"));
        _time.Advance(TimeSpan.FromMinutes(2));

        (await HeaderAsync()).ShouldBe("Bearer one");
    }

    [Fact]
    public async Task Apply_EmptyFile_IsAnError()
    {
        _folder.Write("token", "\n");

        (await Should.ThrowAsync<KubeConfigException>(HeaderAsync)).Message.ShouldContain("the file is empty");
    }

    private async Task<string?> HeaderAsync()
    {
        using var request = new HttpRequestMessage();
        await _token.ApplyAsync(request, TestContext.Current.CancellationToken);
        return request.Headers.Authorization?.ToString();
    }
}
