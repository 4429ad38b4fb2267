using System.Text;
using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Contexts;

/// <summary>With which credentials a context signs in.</summary>
public sealed class ContextSignInTests : IAsyncLifetime
{
    private readonly FakeCluster _cluster = new();
    private ResolutionSet _set = null!;

    private ContextResolver Resolver => _set.Contexts;

    public async ValueTask InitializeAsync() => _set = await _cluster.ResolveAsync();

    public ValueTask DisposeAsync()
    {
        _set.Dispose();
        return _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Connect_InlineToken_IsUsed() =>
        (await CredentialsOf(AContext())).ShouldBe(ApimCredentials.Bearer(ContextBuilder.Token));

    [Fact]
    public async Task Connect_InlineUserAndPassword_AreUsed() =>
        (await CredentialsOf(AContext().With(spec => spec.Auth = new Auth { Credentials = new() { Username = "u", Password = "p" } })))
            .ShouldBe(ApimCredentials.Basic("u", "p"));

    [Fact]
    public async Task Connect_EmptyAuth_SendsNoCredentials() =>
        (await CredentialsOf(AContext().With(spec => spec.Auth = new Auth()))).ShouldBe(ApimCredentials.None);

    [Fact]
    public async Task Connect_SecretWithToken_IsUsed()
    {
        _cluster.Put(ASecret().WithKey("bearerToken", "t").Build());

        (await CredentialsOf(AContext().WithSecret("secret"))).ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Connect_SecretEndsWithNewline_IsTrimmed()
    {
        _cluster.Put(ASecret().WithKey("bearerToken", " t\r\n").Build());

        (await CredentialsOf(AContext().WithSecret("secret"))).ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Connect_SecretWithUserAndPassword_IsUsed()
    {
        _cluster.Put(ASecret().WithKey("username", "u\n").WithKey("password", "p\n").Build());

        (await CredentialsOf(AContext().WithSecret("secret"))).ShouldBe(ApimCredentials.Basic("u", "p"));
    }

    [Fact]
    public async Task Connect_SecretInOtherNamespace_IsReadThere()
    {
        _cluster.Put(ASecret("secret", "other").WithKey("bearerToken", "t").Build());

        (await CredentialsOf(AContext().WithSecret("secret", "other"))).ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Connect_NoSuchSecret_SaysSoInUpstreamsWords()
    {
        var problem = await ProblemOf(AContext().WithSecret("secret"));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Message.ShouldStartWith("secret [default/secret] doesn't exist in the cluster: it was not found");
        problem.Field.ShouldBe("spec.auth.secretRef");
    }

    [Fact]
    public async Task Connect_SecretMayNotBeRead_SaysSo()
    {
        _cluster.Forbid<Secret>();

        (await ProblemOf(AContext().WithSecret("secret"))).Message.ShouldStartWith(
            "secret [default/secret] doesn't exist in the cluster: the operator's service account may not read it");
    }

    [Theory]
    [InlineData("other", "x")]
    [InlineData("bearerToken", "")]
    [InlineData("bearerToken", " \n")]
    [InlineData("username", "u")]
    [InlineData("password", "p")]
    [InlineData("cloudToken", "c")]
    public async Task Connect_SecretWithoutUsableKeys_SaysWhichItNeeds(string key, string value)
    {
        _cluster.Put(ASecret().WithKey(key, value).Build());

        (await ProblemOf(AContext().WithSecret("secret"))).Message.ShouldBe(
            "secret [default/secret] holds no credentials: it needs the key bearerToken, or the keys username and password");
    }

    [Fact]
    public async Task Connect_SecretWithoutData_SaysWhichKeysItNeeds()
    {
        _cluster.Put(ASecret().Build());

        (await ProblemOf(AContext().WithSecret("secret"))).Message.ShouldStartWith("secret [default/secret] holds no credentials");
    }

    [Theory]
    [InlineData("user", null, "user", "pw")]
    [InlineData(null, "secret-pw", "inline", "secret-pw")]
    public async Task Connect_SecretHoldsHalf_TheContextGivesTheRest(string? user, string? password, string expectedUser, string expectedPassword)
    {
        var secret = ASecret();
        _ = user is null ? secret : secret.WithKey("username", user);
        _ = password is null ? secret : secret.WithKey("password", password);
        _cluster.Put(secret.Build());
        var context = AContext().WithSecret("secret").With(spec => spec.Auth!.Credentials = new() { Username = "inline", Password = "pw" });

        (await CredentialsOf(context)).ShouldBe(ApimCredentials.Basic(expectedUser, expectedPassword));
    }

    [Fact]
    public async Task Connect_SecretHoldsUserAndPassword_InlineTokenDoesNotCount()
    {
        _cluster.Put(ASecret().WithKey("username", "u").WithKey("password", "p").Build());

        (await CredentialsOf(AContext().WithSecret("secret").With(spec => spec.Auth!.BearerToken = "inline")))
            .ShouldBe(ApimCredentials.Basic("u", "p"));
    }

    [Fact]
    public async Task Connect_SecretHoldsNothingUsable_InlineTokenCounts()
    {
        _cluster.Put(ASecret().WithKey("other", "x").Build());

        (await CredentialsOf(AContext().WithSecret("secret").With(spec => spec.Auth!.BearerToken = "inline")))
            .ShouldBe(ApimCredentials.Bearer("inline"));
    }

    [Fact]
    public async Task Connect_SecretOutOfScope_IsNotRead()
    {
        using var scoped = await _cluster.ResolveAsync(new WatchScope(["default"]));
        _cluster.Put(ASecret("secret", "other").WithKey("bearerToken", "t").Build());

        var problem = (await scoped.Contexts.ConnectAsync(AContext().WithSecret("secret", "other").Build(), CancellationToken.None)).Problem!;

        problem.Message.ShouldBe(
            "secret [other/secret] doesn't exist in the cluster: the namespace \"other\" is out of this operator's reach, which watches only the namespace default; refer to an object there, or have the operator watch that namespace too");
        problem.Field.ShouldBe("spec.auth.secretRef");
        _cluster.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_AnyProblem_HoldsNoSecret()
    {
        _cluster.Put(new Secret
        {
            Metadata = new() { Name = "secret", Namespace = "default" },
            Data = new() { ["username"] = Encoding.UTF8.GetBytes("whoever"), ["token"] = Encoding.UTF8.GetBytes("hidden") },
        });

        var message = (await ProblemOf(AContext().WithSecret("secret"))).Message;

        message.ShouldNotContain("whoever");
        message.ShouldNotContain("hidden");
    }

    private async Task<ApimCredentials> CredentialsOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Value!.Connection.Credentials;

    private async Task<ResolutionProblem> ProblemOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Problem!;
}
