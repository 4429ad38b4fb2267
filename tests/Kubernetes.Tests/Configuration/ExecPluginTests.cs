using System.Text.Json.Nodes;
using Gko.Kubernetes.Configuration;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Configuration;

public sealed class ExecPluginTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestCertificates _certificates = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task Apply_ManyCallersAtOnce_RunTheProgramOnce()
    {
        var source = Load("echo run >> runs; " + Print("""{"token":"t"}"""));

        var headers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => HeaderAsync(source)));

        headers.ShouldAllBe(header => header == "Bearer t");
        Runs.ShouldBe(1);
    }

    [Fact]
    public async Task Apply_ShortlyBeforeExpiry_RunsAgain()
    {
        var source = Load("echo run >> runs; " + Print("""{"token":"t","expirationTimestamp":"2026-01-01T00:10:00Z"}"""));
        await HeaderAsync(source);

        _time.Advance(TimeSpan.FromSeconds(589));
        await HeaderAsync(source);
        Runs.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(1));
        await HeaderAsync(source);
        Runs.ShouldBe(2);
    }

    [Fact]
    public async Task Invalidate_RefusedCredential_IsRenewedButNotTwiceForTheSameRefusal()
    {
        var source = Load("echo run >> runs; " + Print("""{"token":"t"}"""));
        await HeaderAsync(source);
        _time.Advance(TimeSpan.FromSeconds(10));

        (await source.InvalidateAsync(Ct)).ShouldBeTrue();
        await HeaderAsync(source);
        (await source.InvalidateAsync(Ct)).ShouldBeTrue();
        await HeaderAsync(source);

        Runs.ShouldBe(2);
    }

    [Fact]
    public async Task Apply_Program_GetsItsArgumentsEnvironmentAndClusterInfo()
    {
        var source = Load(
            "printf '%s' \"$2|$COLOUR|$KUBERNETES_EXEC_INFO\" > seen; " + Print("""{"token":"t"}"""),
            more: "\n      provideClusterInfo: true\n      env: [{name: COLOUR, value: blue}]");

        await HeaderAsync(source);

        var seen = (await File.ReadAllTextAsync(_folder.Of("seen"), Ct)).Split('|', 3);
        seen[0].ShouldBe("two words");
        seen[1].ShouldBe("blue");
        JsonNode.DeepEquals(JsonNode.Parse(seen[2]), JsonNode.Parse("""
            {"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","spec":{"interactive":false,"cluster":{
              "server":"https://api.test","tls-server-name":"api","config":{"audience":"x"}}}}
            """)).ShouldBeTrue(seen[2]);
    }

    [Fact]
    public async Task Apply_Certificate_IsUsed()
    {
        var (certificate, key) = _certificates.ForClient("ann");
        var status = new JsonObject { ["clientCertificateData"] = certificate, ["clientKeyData"] = key };
        var source = Load(Print(status.ToJsonString().Replace("\\n", "\\\\n", StringComparison.Ordinal)));

        (await HeaderAsync(source)).ShouldBeNull();

        source.ClientCertificate!.TargetCertificate.Subject.ShouldBe("CN=ann");
    }

    [Theory]
    [InlineData("echo broken >&2; exit 3", "ended with code 3: broken")]
    [InlineData("echo nonsense", "printed something unusable")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"v7\"}'", "must be an ExecCredential of client.authentication.k8s.io/v1")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\"}'", "must hold a token")]
    public async Task Apply_ProgramFails_SaysHow(string script, string message)
    {
        var error = await Should.ThrowAsync<KubeConfigException>(() => HeaderAsync(Load(script)));

        error.Message.ShouldContain("user 'u', exec");
        error.Message.ShouldContain(message);
    }

    [Fact]
    public async Task Apply_ProgramAbsent_ShowsTheHint()
    {
        var source = Load("", command: "./absent", more: "\n      installHint: get it from example.org");

        (await Should.ThrowAsync<KubeConfigException>(() => HeaderAsync(source))).Message.ShouldContain("get it from example.org");
    }

    [Fact]
    public async Task Apply_ProgramHangs_IsEndedAfterAMinute()
    {
        var header = HeaderAsync(Load("echo $$ > pid; sleep 600"));
        await Eventually.TrueAsync(() => File.Exists(_folder.Of("pid")) && File.ReadAllText(_folder.Of("pid")).EndsWith('\n'));
        await _time.WaitForTimerAsync();

        _time.Advance(TimeSpan.FromSeconds(60));

        (await Should.ThrowAsync<KubeConfigException>(() => header)).Message.ShouldContain("did not end within 60 s");
        var process = File.ReadAllText(_folder.Of("pid")).Trim();
        await Eventually.TrueAsync(() => !File.Exists($"/proc/{process}/exe"));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private int Runs => File.ReadAllLines(_folder.Of("runs")).Length;

    private static string Print(string status) =>
        $$$"""printf '%b' '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{{{status}}}}'""";

    private ICredentialSource Load(string script, string command = "sh", string more = "")
    {
        var plugin = _folder.Write("plugin", $"cd {_folder.Path}\n{script}\n");
        var path = _folder.Write("config", $$$"""
            current-context: c
            contexts: [{name: c, context: {cluster: k, user: u}}]
            clusters:
            - name: k
              cluster:
                server: https://api.test
                tls-server-name: api
                extensions: [{name: client.authentication.k8s.io/exec, extension: {audience: x}}]
            users:
            - name: u
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: {{{command}}}
                  args: [{{{plugin}}}, one, two words]{{{more}}}
            """);
        return KubeConfigLoader.Load(new KubeConfigOptions { Path = path, Time = _time }).Credentials;
    }

    private static async Task<string?> HeaderAsync(ICredentialSource source)
    {
        using var request = new HttpRequestMessage();
        await source.ApplyAsync(request, Ct);
        return request.Headers.Authorization?.ToString();
    }
}
