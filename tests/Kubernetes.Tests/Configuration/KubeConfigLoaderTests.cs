using System.Text;
using Gko.Kubernetes.Configuration;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Configuration;

public sealed class KubeConfigLoaderTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TestCertificates _certificates = new();
    private readonly Dictionary<string, string> _environment = [];

    public void Dispose()
    {
        _folder.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public void Load_EveryClusterField_ReachesTheConnection()
    {
        _folder.Write("ca.pem", _certificates.AuthorityPem);

        var connection = LoadUser("", """
            server: https://api.test:6443/prefix
                certificate-authority: ca.pem
                tls-server-name: kubernetes.default
                proxy-url: socks5://proxy.test:1080
            """);

        connection.Server.ShouldBe(new Uri("https://api.test:6443/prefix"));
        connection.TrustedRoots!.Certificates.Single().Subject.ShouldBe("CN=private authority");
        connection.TlsServerName.ShouldBe("kubernetes.default");
        connection.Proxy.ShouldBe(new Uri("socks5://proxy.test:1080"));
        connection.SkipTlsVerify.ShouldBeFalse();
    }

    [Fact]
    public void Load_InlineAuthority_WinsOverAFile()
    {
        var connection = LoadUser("", $"""
            server: https://api.test
                certificate-authority: absent.pem
                certificate-authority-data: {Base64(_certificates.AuthorityPem)}
            """);

        connection.TrustedRoots!.Certificates.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("token: abc", "Bearer abc")]
    [InlineData("username: ann\n    password: s3cret", "Basic YW5uOnMzY3JldA==")]
    [InlineData("token: abc\n    tokenFile: token", "Bearer from-file")]
    [InlineData("token: abc\n    username: ann", "Bearer abc")]
    [InlineData("", null)]
    public void Load_User_YieldsItsHeader(string user, string? header)
    {
        _folder.Write("token", " from-file\n");

        HeaderOf(LoadUser(user)).ShouldBe(header);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_InlineClientCertificate_IsRead(bool rsa)
    {
        var (certificate, key) = _certificates.ForClient("ann", rsa);

        var connection = LoadUser($"client-certificate-data: {Base64(certificate)}\n    client-key-data: {Base64(key)}");

        connection.Credentials.ClientCertificate!.TargetCertificate.Subject.ShouldBe("CN=ann");
        connection.Credentials.ClientCertificate.TargetCertificate.HasPrivateKey.ShouldBeTrue();
    }

    [Fact]
    public void Load_ClientCertificateBesideAToken_YieldsBoth()
    {
        var (certificate, key) = _certificates.ForClient("ann");
        _folder.Write("both.pem", certificate + "\n" + key);

        var connection = LoadUser("client-certificate: both.pem\n    client-key: both.pem\n    token: abc");

        connection.Credentials.ClientCertificate!.TargetCertificate.Subject.ShouldBe("CN=ann");
        HeaderOf(connection).ShouldBe("Bearer abc");
    }

    [Fact]
    public void Load_Impersonation_IsComplete()
    {
        var other = LoadUser("""
            as: ann
                as-uid: u-1
                as-groups: [g1, g2]
                as-user-extra: {scope: [a, b]}
            """).Impersonate!;

        other.User.ShouldBe("ann");
        other.Uid.ShouldBe("u-1");
        other.Groups.ShouldBe(["g1", "g2"]);
        other.Extra["scope"].ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("token: 42", "user 'u': token must be a string; put it in quotes")]
    [InlineData("as-groups: [g]", "user 'u': as is missing")]
    [InlineData("as: ann\n    as-groups: g", "user 'u': as-groups must be a list")]
    [InlineData("client-certificate-data: '***'", "user 'u': client-certificate-data is not base64")]
    [InlineData("client-certificate: absent.pem", "user 'u': client-key is missing")]
    [InlineData("client-key-data: YQ==", "user 'u': client-certificate is missing")]
    [InlineData("client-certificate: absent.pem\n    client-key: absent.pem", "user 'u': client-certificate cannot be read")]
    [InlineData("client-certificate-data: YQ==\n    client-key-data: YQ==", "user 'u': client-certificate-data is no PEM certificate")]
    [InlineData("auth-provider: {name: gcp}", "user 'u': auth-provider 'gcp' is no longer part of Kubernetes")]
    [InlineData("exec: {command: x, apiVersion: client.authentication.k8s.io/v1alpha1}", "user 'u', exec: apiVersion is 'client.authentication.k8s.io/v1alpha1'")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1}", "user 'u', exec: command is missing")]
    [InlineData("exec: {command: x, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}", "interactiveMode is Always")]
    [InlineData("token: t\n    exec: {command: x, apiVersion: client.authentication.k8s.io/v1}", "user 'u': exec cannot be combined")]
    public void Load_MalformedUser_NamesFileEntryFieldAndRemedy(string user, string message) =>
        Should.Throw<KubeConfigException>(() => LoadUser(user)).Message.ShouldSatisfyAllConditions(m => m.ShouldStartWith($"{_folder.Of("config")}: "), m => m.ShouldContain(message));

    [Theory]
    [InlineData("{}", "cluster 'k': server is missing")]
    [InlineData("server: api.test", "cluster 'k': server is 'api.test', which is no http or https URL")]
    [InlineData("server: https://a\n    proxy-url: ftp://b", "cluster 'k': proxy-url is 'ftp://b'")]
    [InlineData("server: https://a\n    certificate-authority: absent.pem", "cluster 'k': certificate-authority cannot be read")]
    [InlineData("server: https://a\n    certificate-authority-data: YQ==", "cluster 'k': certificate-authority-data cannot be used")]
    [InlineData("server: https://a\n    insecure-skip-tls-verify: maybe", "cluster 'k': insecure-skip-tls-verify must be true or false")]
    public void Load_MalformedCluster_NamesFileEntryFieldAndRemedy(string cluster, string message) =>
        Should.Throw<KubeConfigException>(() => LoadUser("", cluster)).Message.ShouldSatisfyAllConditions(m => m.ShouldStartWith($"{_folder.Of("config")}: "), m => m.ShouldContain(message));

    [Fact]
    public void Load_AuthorityThatWouldBeIgnored_IsRefused() =>
        Should.Throw<KubeConfigException>(() => LoadUser(
            "", $"server: https://a\n    insecure-skip-tls-verify: true\n    certificate-authority-data: {Base64(_certificates.AuthorityPem)}"))
            .Message.ShouldContain("contradicts certificate-authority");

    [Theory]
    [InlineData("a: [", "is not valid YAML, line")]
    [InlineData("[]", "a kubeconfig is one YAML mapping")]
    [InlineData("", "current-context is not set")]
    [InlineData("contexts: {}", "contexts must be a list")]
    [InlineData("contexts: [{context: {}}]", "contexts[0]: name is missing")]
    [InlineData("current-context: x\ncontexts: [{name: a}, {name: b}]", "there is no context 'x'; there are: a, b")]
    [InlineData("current-context: a\ncontexts: [{name: a}]", "context 'a': cluster is missing")]
    [InlineData("current-context: a\ncontexts: [{name: a, context: {cluster: k}}]", "cluster names 'k', which does not exist; there are: none")]
    public void Load_MalformedFile_NamesFileAndRemedy(string config, string message)
    {
        var path = _folder.Write("config", config);

        Should.Throw<KubeConfigException>(() => Load(Options with { Path = path })).Message.ShouldSatisfyAllConditions(m => m.ShouldStartWith(path), m => m.ShouldContain(message));
    }

    private KubeConfigOptions Options => new()
    {
        HomeFolder = _folder.Path,
        ServiceAccountFolder = _folder.Of("sa"),
        Environment = name => _environment.GetValueOrDefault(name),
    };

    private KubeConnection Load(KubeConfigOptions? options = null) => KubeConfigLoader.Load(options ?? Options);

    private KubeConnection LoadUser(string user, string cluster = "server: https://api.test") => Load(Options with
    {
        Path = _folder.Write("config", $$$"""
            current-context: c
            contexts:
            - {name: c, context: {cluster: k, user: u}}
            clusters:
            - name: k
              cluster:
                {{{cluster}}}
            users:
            - name: u
              user:
                {{{user}}}
            """),
    });

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string? HeaderOf(KubeConnection connection)
    {
        using var request = new HttpRequestMessage();
        connection.Credentials.ApplyAsync(request, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
        return request.Headers.Authorization?.ToString();
    }
}
