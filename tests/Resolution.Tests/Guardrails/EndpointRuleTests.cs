using System.Text.Json;
using Gko.Contracts.V2;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Guardrails;

/// <summary>Where addresses of backends stand, and what becomes of those that nobody can read.</summary>
public sealed class EndpointRuleTests : IAsyncLifetime
{
    private GuardrailHarness _harness = null!;

    public async ValueTask InitializeAsync()
    {
        _harness = await GuardrailHarness.CreateAsync();
        _harness.Cluster.Put(AGuardrail().Demanding(rules => (rules.EndpointHosts, rules.EndpointSchemes) = (["*.ok"], ["https", "kafka", "tls", "mqtt"])).Build());
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData("https://a.ok", "")]
    [InlineData("https://ok", "endpointHosts=ok")]
    [InlineData("https://a.ok@evil.com/", "endpointHosts=evil.com")]
    [InlineData("https://a.ok\\\\@evil.com/", "endpointHosts=https://a.ok\\\\@evil.com/ endpointSchemes=https://a.ok\\\\@evil.com/")]
    [InlineData("https://notok", "endpointHosts=notok")]
    [InlineData("backend:8080", "endpointHosts=backend:8080 endpointSchemes=backend:8080")]
    [InlineData("http://a.ok/{#request.path}", "endpointSchemes=http")]
    [InlineData("https://{#properties['host']}/x", "endpointHosts?https://{#properties['host']}/x")]
    [InlineData("https://a.ok{#properties['suffix']}/x", "endpointHosts?https://a.ok{#properties['suffix']}/x")]
    [InlineData("http://{(1)}/x", "endpointHosts?http://{(1)}/x endpointSchemes=http")]
    [InlineData("{#endpoints['x']}", "endpointHosts?{#endpoints['x']} endpointSchemes?{#endpoints['x']}")]
    public void Url_OfAnEndpoint_IsReadAsFarAsItIsFixed(string target, string expected) =>
        Found(AnApi().WithTarget(target.Replace("\\\\", "\\", StringComparison.Ordinal)).Build())
            .ShouldBe(expected.Replace("\\\\", "\\", StringComparison.Ordinal));

    [Theory]
    [InlineData("http-proxy", """{"target":"https://b.evil"}""", null, "endpointHosts=b.evil")]
    [InlineData("tcp-proxy", """{"target":{"host":"b.ok","port":1,"secured":true}}""", null, "")]
    [InlineData("tcp-proxy", """{"target":{"host":"b.ok","port":1}}""", null, "endpointSchemes=tcp")]
    [InlineData("kafka", """{"bootstrapServers":"a.ok:9092, b.evil:9092"}""", null, "endpointHosts=b.evil")]
    [InlineData("native-kafka", """{"bootstrapServers":["a.ok:9092","b.evil:9092"]}""", null, "endpointHosts=b.evil")]
    [InlineData("kafka", """{"bootstrapServers":"{#properties['brokers']}"}""", null, "endpointHosts?{#properties['brokers']}")]
    [InlineData("kafka", null, """{"bootstrapServers":"b.evil:9092"}""", "endpointHosts=b.evil")]
    [InlineData("kafka", """{"bootstrapServers":"SASL_SSL://a.ok:9092,[::1]:9092"}""", null, "endpointHosts=::1")]
    [InlineData("kafka", """{"bootstrapServers":["a.ok:9092,b.evil:9092"]}""", null, "endpointHosts=a.ok:9092,b.evil:9092")]
    [InlineData("kafka", """{"bootstrapServers":"a.ok/b.evil:9092"}""", null, "endpointHosts=a.ok/b.evil:9092")]
    [InlineData("kafka", """{"bootstrapServers":"a.ok?b.evil:9092"}""", null, "endpointHosts=a.ok?b.evil:9092")]
    [InlineData("kafka", """{"bootstrapServers":"a.ok#b.evil:9092"}""", null, "endpointHosts=a.ok#b.evil:9092")]
    [InlineData("kafka", """{"bootstrapServers":"a.ok@b.evil:9092"}""", null, "endpointHosts=a.ok@b.evil:9092")]
    [InlineData("kafka", """{"bootstrapServers":"b.evil:9092 a.ok"}""", null, "endpointHosts=b.evil:9092 a.ok")]
    [InlineData("mqtt5", """{"serverHost":"b.evil/a.ok"}""", null, "endpointHosts=b.evil/a.ok")]
    [InlineData("mqtt5", """{"serverHost":"b.evil"}""", null, "endpointHosts=b.evil")]
    [InlineData("rabbitmq", """{"serverHost":"a.ok"}""", null, "endpointSchemes=amqp")]
    [InlineData("solace", """{"url":"tcp://a.ok:55555"}""", null, "endpointSchemes=tcp")]
    [InlineData("mock", """{"messageInterval":0}""", null, "")]
    [InlineData("http-proxy", """{"target":"https://a.ok"}""", """{"proxy":{"enabled":true,"host":"b.evil","port":3128}}""", "endpointHosts=b.evil")]
    [InlineData("http-proxy", """{"target":"https://a.ok"}""", """{"proxy":{"enabled":true,"host":"p.ok"}}""", "")]
    [InlineData("http-proxy", """{"target":"https://a.ok"}""", """{"proxy":{"enabled":false,"host":"b.evil"}}""", "")]
    [InlineData("http-proxy", """{"target":"https://a.ok"}""", """{"proxy":{"enabled":true,"useSystemProxy":true,"host":"p.ok"}}""", "endpointHosts?the proxy of the gateway")]
    [InlineData("asb", """{"url":"https://a.ok"}""", null, "endpointHosts?the address of an endpoint of type asb endpointSchemes?the address of an endpoint of type asb")]
    [InlineData("asb", """{"url":"https://b.evil"}""", null,
        "endpointHosts=b.evil endpointHosts?the address of an endpoint of type asb endpointSchemes?the address of an endpoint of type asb")]
    [InlineData("kafka", """{"url":"https://a.ok"}""", null, "endpointHosts?the address of an endpoint of type kafka endpointSchemes?the address of an endpoint of type kafka")]
    [InlineData("http-proxy", null, null, "endpointHosts?the address of an endpoint of type http-proxy endpointSchemes?the address of an endpoint of type http-proxy")]
    public void Configuration_OfAV4Endpoint_IsReadWhereItsPluginKeepsTheAddress(string type, string? own, string? shared, string expected)
    {
        var api = AV4Api().With(spec => spec.EndpointGroups =
        [
            new()
            {
                Name = "main",
                Type = type,
                SharedConfiguration = shared is null ? null : JsonElement.Parse(shared),
                Endpoints = [new() { Name = "main", Type = type, InheritConfiguration = true, Configuration = own is null ? null : JsonElement.Parse(own) }],
            },
        ]).Build();

        Found(_harness.Evaluate(api)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("kafka", "kafka", true, "")]
    [InlineData("kafka", "kafka", false, "endpointHosts?the address of an endpoint of type kafka endpointSchemes?the address of an endpoint of type kafka")]
    [InlineData("kafka", "solace", true, "endpointHosts?the address of an endpoint of type solace endpointSchemes?the address of an endpoint of type solace")]
    public void Configuration_OfAGroup_IsThatOfEndpointsOfItsTypeThatInherit(string group, string endpoint, bool inherits, string expected)
    {
        var api = AV4Api().With(spec => spec.EndpointGroups =
        [
            new()
            {
                Type = group, SharedConfiguration = JsonElement.Parse("""{"bootstrapServers":"a.ok:9092"}"""),
                Endpoints = [new() { Type = endpoint, InheritConfiguration = inherits }],
            },
        ]).Build();

        Found(_harness.Evaluate(api)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(true, false, "b.evil", "endpointHosts=b.evil")]
    [InlineData(true, false, "p.ok", "")]
    [InlineData(true, true, "p.ok", "endpointHosts?the proxy of the gateway")]
    [InlineData(false, true, "b.evil", "")]
    public void Proxy_OfAV2GroupOrEndpoint_IsABackend(bool enabled, bool useSystemProxy, string host, string expected)
    {
        HttpProxy proxy = new() { Enabled = enabled, UseSystemProxy = useSystemProxy, Host = host, Port = 3128 };

        Found(AnApi().WithTarget("https://a.ok").With(spec => spec.Proxy!.Groups![0].Proxy = proxy).Build()).ShouldBe(expected);
        Found(AnApi().WithTarget("https://a.ok").With(spec => spec.Proxy!.Groups![0].Endpoints![0].Proxy = proxy).Build()).ShouldBe(expected);
    }

    [Fact]
    public void Endpoints_FoundByDiscovery_CannotBeJudged() =>
        Found(AnApi().With(spec => spec.Proxy!.Groups =
            [new EndpointGroup { Services = new Services { Discovery = new EndpointDiscovery { Enabled = true, Provider = "consul" } } }]).Build())
            .ShouldBe("endpointHosts?what consul finds endpointSchemes?what consul finds");

    [Fact]
    public void Message_OfWhatCannotBeJudged_SaysSo() =>
        _harness.Judge(AnApi().WithTarget("https://{#x}")).ShouldBe(
            ["guardrail [rules] rule [endpointHosts]: [https://{#x}] cannot be judged beforehand at spec.proxy.groups[0].endpoints[0].target; allowed are *.ok"]);

    private string Found(Contracts.ApiDefinition api) => Found(_harness.Evaluate(api));

    /// <summary>Rule and value, with a question mark where nothing can be decided.</summary>
    private static string Found(IReadOnlyList<GuardrailViolation> violations) => string.Join(' ', violations.Select(violation =>
        $"{violation.Rule}{(violation.IsUndecided ? '?' : '=')}{Value(violation.Message)}"));

    private static string Value(string message)
    {
        var start = message.IndexOf("]: [", StringComparison.Ordinal) + 4;
        return message[start..message.LastIndexOf(violationEnd(message), StringComparison.Ordinal)];

        static string violationEnd(string text) => text.Contains("] is not allowed", StringComparison.Ordinal) ? "] is not allowed" : "] cannot be judged";
    }
}
