using Gko.Apim.Connections;
using Gko.Contracts;
using Gko.Kubernetes.Model;
using Gko.Testing.Builders;
using Gko.Testing.Fakes;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Contexts;

/// <summary>Templates in contexts and in their Secrets.</summary>
public sealed class ContextTemplateTests : IAsyncLifetime
{
    private static readonly NamespacedReference ToContext = new() { Name = "ctx" };
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
    public async Task Connect_TemplateInTheSpec_ReadsFromTheContextsNamespace()
    {
        _cluster.Put(AConfigMap("apim", "team").WithKey("url", "https://of-the-team.example.com").Build());
        var context = AContext("ctx", "team").With(spec => spec.BaseUrl = "[[ configmap `apim/url` ]]").Build();

        (await Resolver.ConnectAsync(context, CancellationToken.None)).Value!.Connection.BaseUrl.ShouldBe("https://of-the-team.example.com");
    }

    [Fact]
    public async Task Connect_TemplateReadsWhatIsMissing_NamesTheField()
    {
        var problem = await ProblemOf(AContext().With(spec => spec.BaseUrl = "[[ configmap `a/b` ]]"));

        (problem.Kind, problem.Field).ShouldBe((ProblemKind.UnresolvedReference, "spec.baseUrl"));
    }

    [Fact]
    public async Task Connect_TemplateInTheSecret_ReadsFromTheSecretsNamespace()
    {
        _cluster.Put(ASecret("secret", "vault").WithKey("bearerToken", "[[ secret `tokens/apim` ]]").Build());
        _cluster.Put(ASecret("tokens", "vault").WithKey("apim", "the-token\n").Build());

        (await CredentialsOf(AContext().WithSecret("secret", "vault"))).ShouldBe(ApimCredentials.Bearer("the-token"));
    }

    [Fact]
    public async Task Connect_TemplateInTheSecretIsWrong_TellsNothingOfItsText()
    {
        _cluster.Put(ASecret().WithKey("bearerToken", "hush[[ nonsense hush ]]").Build());

        var problem = await ProblemOf(AContext().WithSecret("secret"));

        problem.ShouldBe(new ResolutionProblem(
            ProblemKind.Template,
            "secret [default/secret] has a template that cannot be evaluated in its key bearerToken; correct it, or create what it reads",
            "spec.auth.secretRef"));
    }

    [Fact]
    public async Task Connect_BracketsInAKeyThatIsNotUsed_DoNotMatter()
    {
        _cluster.Put(ASecret().WithKey("bearerToken", "t").WithKey("note", "[[ nonsense").Build());

        (await CredentialsOf(AContext().WithSecret("secret"))).ShouldBe(ApimCredentials.Bearer("t"));
    }

    [Fact]
    public async Task Resolve_TemplateOfTheContextIsWrong_SaysInUpstreamsWordsThatThereIsNone()
    {
        _cluster.Put(AContext().With(spec => spec.BaseUrl = "[[ configmap `absent/url` ]]").Build());

        var problem = (await Resolver.ResolveAsync(ToContext, "default", CancellationToken.None)).Problem!;

        (problem.Kind, problem.Field).ShouldBe((ProblemKind.UnresolvedReference, "spec.contextRef"));
        problem.Message.ShouldStartWith("management context [default/ctx] that doesn't exist in the cluster: configmap [default/absent] not found");
        problem.Message.ShouldEndWith("(its spec.baseUrl)");
    }

    private async Task<ApimCredentials> CredentialsOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Value!.Connection.Credentials;

    private async Task<ResolutionProblem> ProblemOf(ContextBuilder context) =>
        (await Resolver.ConnectAsync(context.Build(), CancellationToken.None)).Problem!;
}
