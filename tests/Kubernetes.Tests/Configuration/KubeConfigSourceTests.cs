using Gko.Kubernetes.Configuration;
using Gko.Testing;

namespace Gko.Kubernetes.Tests.Configuration;

/// <summary>Which of the places that may say how to reach the API server is believed.</summary>
public sealed class KubeConfigSourceTests : IDisposable
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
    public void Load_AllSourcesPresent_PrefersTheOption()
    {
        WriteAllSources();

        Load(Options with { Path = _folder.Write("option", Minimal("option")) }).Server.Host.ShouldBe("option.test");
    }

    [Fact]
    public void Load_NoOption_PrefersTheVariable()
    {
        WriteAllSources();

        Load().Server.Host.ShouldBe("variable.test");
    }

    [Fact]
    public void Load_InAPod_PrefersTheServiceAccountToTheHomeFolder()
    {
        WriteAllSources();
        _environment.Remove("KUBECONFIG");

        var connection = Load();

        connection.Server.ShouldBe(new Uri("https://10.0.0.1:443"));
        connection.Namespace.ShouldBe("pod-ns");
        connection.TrustedRoots!.Certificates.Count.ShouldBe(1);
    }

    [Fact]
    public void Load_ContextNamed_DoesNotConsiderThePod()
    {
        WriteAllSources();
        _environment.Remove("KUBECONFIG");

        Load(Options with { Context = "c" }).Server.Host.ShouldBe("home.test");
    }

    [Fact]
    public void Load_OutsideAPod_UsesTheHomeFolder()
    {
        _folder.Write(".kube/config", Minimal("home"));

        Load().Server.Host.ShouldBe("home.test");
    }

    [Fact]
    public void Load_Nothing_SaysWhatWasTried()
    {
        var error = Should.Throw<KubeConfigException>(() => Load());

        error.Message.ShouldSatisfyAllConditions(
            m => m.ShouldContain("--kubeconfig"), m => m.ShouldContain("KUBECONFIG"),
            m => m.ShouldContain("KUBERNETES_SERVICE_HOST"), m => m.ShouldContain(_folder.Of(".kube/config")));
    }

    [Fact]
    public void InCluster_Ipv6Address_IsPutInBrackets()
    {
        WriteServiceAccount("fd00::1");

        KubeConfigLoader.InCluster(Options).Server.ShouldBe(new Uri("https://[fd00::1]:443"));
    }

    [Fact]
    public void InCluster_TokenNotMounted_NamesTheRemedy()
    {
        WriteServiceAccount("10.0.0.1");
        File.Delete(_folder.Of("sa/token"));

        Should.Throw<KubeConfigException>(() => KubeConfigLoader.InCluster(Options)).Message.ShouldContain("automountServiceAccountToken");
    }

    [Fact]
    public void Load_SeveralFiles_TheFirstEntryOfANameWins()
    {
        var first = _folder.Write("one/config", """
            contexts: [{name: c, context: {cluster: shared, user: late, namespace: n1}}]
            clusters: [{name: shared, cluster: {server: https://first.test}}]
            """);
        var second = _folder.Write("two/config", $$$"""
            current-context: c
            contexts: [{name: c, context: {cluster: other, namespace: n2}}]
            clusters: [{name: shared, cluster: {server: https://second.test}}, {name: other, cluster: {server: https://other.test}}]
            users: [{name: late, user: {tokenFile: token}}]
            """);
        _folder.Write("two/token", "from-two\n");
        _environment["KUBECONFIG"] = string.Join(Path.PathSeparator, first, _folder.Of("absent"), second);

        var connection = Load();

        connection.Server.Host.ShouldBe("first.test");
        connection.Namespace.ShouldBe("n1");
        HeaderOf(connection).ShouldBe("Bearer from-two");
    }

    [Fact]
    public void Load_OptionNamesNoFile_SaysSo() =>
        Should.Throw<KubeConfigException>(() => Load(Options with { Path = "/absent" })).Message.ShouldContain("/absent: no such kubeconfig file");

    [Fact]
    public void Load_VariableNamesNoFile_SaysSo()
    {
        _environment["KUBECONFIG"] = "/absent";

        Should.Throw<KubeConfigException>(() => Load()).Message.ShouldContain("KUBECONFIG names no file that exists (/absent)");
    }

    private KubeConfigOptions Options => new()
    {
        HomeFolder = _folder.Path,
        ServiceAccountFolder = _folder.Of("sa"),
        Environment = name => _environment.GetValueOrDefault(name),
    };

    private KubeConnection Load(KubeConfigOptions? options = null) => KubeConfigLoader.Load(options ?? Options);

    private void WriteAllSources()
    {
        _environment["KUBECONFIG"] = _folder.Write("variable", Minimal("variable"));
        _folder.Write(".kube/config", Minimal("home"));
        WriteServiceAccount("10.0.0.1");
    }

    private void WriteServiceAccount(string host)
    {
        _environment["KUBERNETES_SERVICE_HOST"] = host;
        _environment["KUBERNETES_SERVICE_PORT"] = "443";
        _folder.Write("sa/token", "pod-token");
        _folder.Write("sa/ca.crt", _certificates.AuthorityPem);
        _folder.Write("sa/namespace", "pod-ns\n");
    }

    private static string Minimal(string host) => $$$"""
        current-context: c
        contexts: [{name: c, context: {cluster: k}}]
        clusters: [{name: k, cluster: {server: "https://{{{host}}}.test"}}]
        """;

    private static string? HeaderOf(KubeConnection connection)
    {
        using var request = new HttpRequestMessage();
        connection.Credentials.ApplyAsync(request, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
        return request.Headers.Authorization?.ToString();
    }
}
