using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Contexts;

/// <summary>Where contexts of the cloud get their address and their token from.</summary>
public sealed class ContextCloudTests : IAsyncLifetime
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
    public async Task Connect_CloudSecret_UsesTheCloudToken()
    {
        _cluster.Put(ASecret().WithKey("cloudToken", "cloud").WithKey("bearerToken", "other").Build());
        var context = AContext().With(spec =>
        {
            spec.Auth = null;
            spec.Cloud = new Cloud { SecretRef = new NamespacedReference { Name = "secret" } };
        });

        (await CredentialsOf(context)).ShouldBe(ApimCredentials.Bearer("cloud"));
    }

    [Fact]
    public async Task Connect_AuthSecretOfACloudContext_UsesTheCloudToken()
    {
        _cluster.Put(ASecret().WithKey("cloudToken", "cloud").Build());

        (await CredentialsOf(AContext().WithSecret("secret").With(spec => spec.Cloud = new Cloud())))
            .ShouldBe(ApimCredentials.Bearer("cloud"));
    }

    [Fact]
    public async Task Connect_CloudTokenInline_IsUsed() =>
        (await CredentialsOf(AContext().With(spec => (spec.Auth, spec.Cloud) = (null, new Cloud { Token = "cloud" }))))
            .ShouldBe(ApimCredentials.Bearer("cloud"));

    [Fact]
    public async Task Connect_CloudSecretMissing_PointsAtTheCloudReference()
    {
        var problem = await ProblemOf(AContext().OfCloud(secret: "absent"));

        problem.Kind.ShouldBe(ProblemKind.UnresolvedReference);
        problem.Field.ShouldBe("spec.cloud.secretRef");
    }

    [Fact]
    public async Task Connect_CloudContextThatAdmissionNeverSaw_LearnsItsAddressFromTheToken()
    {
        _cluster.Put(ASecret().WithKey("cloudToken", CloudTokenText.For("org", "eu", "dev") + "\n").Build());

        var connection = (await Resolver.ConnectAsync(AContext().OfCloud(secret: "secret").Build(), CancellationToken.None)).Value!.Connection;

        (connection.BaseUrl, connection.OrganizationId, connection.EnvironmentId, connection.Cloud)
            .ShouldBe(("https://eu.cloudgate.gravitee.io", "org", "dev", true));
        connection.Credentials.ShouldBe(ApimCredentials.Bearer(CloudTokenText.For("org", "eu", "dev")));
    }

    [Fact]
    public async Task Connect_CloudContextThatSaysItsEnvironment_KeepsIt()
    {
        var context = AContext().OfCloud(CloudTokenText.For("org", "eu", "dev", "prod"))
            .With(spec => (spec.EnvironmentId, spec.BaseUrl) = ("prod", "https://gate.example.com")).Build();

        var connection = (await Resolver.ConnectAsync(context, CancellationToken.None)).Value!.Connection;

        (connection.BaseUrl, connection.EnvironmentId).ShouldBe(("https://gate.example.com", "prod"));
    }

    [Fact]
    public async Task Connect_CloudTokenOfSeveralEnvironments_AsksForOne()
    {
        var problem = await ProblemOf(AContext().OfCloud(CloudTokenText.For("org", "eu", "dev", "prod")));

        problem.ShouldBe(new ResolutionProblem(
            ProblemKind.InvalidObject, "cloud token contains more than one environment (2), environmentId is then required", "spec.environmentId"));
    }

    [Theory]
    [InlineData(null, "spec.cloud.token")]
    [InlineData("secret", "spec.cloud.secretRef")]
    public async Task Connect_CloudTokenIsNone_SaysWhereItComesFrom(string? secret, string field)
    {
        _cluster.Put(ASecret().WithKey("cloudToken", "nonsense").Build());

        var problem = await ProblemOf(AContext().OfCloud(secret is null ? "nonsense" : null, secret));

        (problem.Kind, problem.Field).ShouldBe((ProblemKind.InvalidObject, field));
        problem.Message.ShouldStartWith("cannot parse cloud token: token is malformed");
    }

    [Fact]
    public async Task Connect_EmptyCloud_StillNeedsAnAddress() =>
        (await ProblemOf(AContext().With(spec => (spec.BaseUrl, spec.Cloud) = (null, new Cloud())))).Field.ShouldBe("spec.baseUrl");

    private async Task<ApimCredentials> CredentialsOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Value!.Connection.Credentials;

    private async Task<ResolutionProblem> ProblemOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Problem!;
}
