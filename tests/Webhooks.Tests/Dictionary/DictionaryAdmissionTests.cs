using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;
using static Gko.Testing.Builders.GivenObjects;

namespace Gko.Webhooks.Tests;

public sealed class DictionaryAdmissionTests : IAsyncLifetime
{
    private const string Both = "dictionary type is MANUAL but 'dynamic' field is set, use 'manual' instead";
    private const string NoContext = "no managementcontexts reference to resolve in namespace default: name a ManagementContext in spec.contextRef";

    private static readonly Rule<AdmissionContext<Dictionary>>[] Table =
    [
        new("1.10 C manual", Requests.Create(ADictionary())),
        new("1.10 C dynamic", Requests.Create(ADynamicDictionary())),
        new("1.10 C manual with dynamic", Requests.Create(ADictionary(with: spec => spec.Dynamic = new())), Both, "spec.dynamic"),
        new("1.10 C manual without manual", Requests.Create(ADictionary(with: spec => spec.Manual = null)),
            "dictionary type is MANUAL but 'manual' field is not set", "spec.manual"),
        new("1.10 C dynamic with manual", Requests.Create(ADynamicDictionary(with: spec => spec.Manual = new())),
            "dictionary type is DYNAMIC but 'manual' field is set, use 'dynamic' instead", "spec.manual"),
        new("1.10 C dynamic without dynamic", Requests.Create(ADynamicDictionary(with: spec => spec.Dynamic = null)),
            "dictionary type is DYNAMIC but 'dynamic' field is not set", "spec.dynamic"),
        new("1.10 C unknown type", Requests.Create(ADictionary(with: spec => spec.Type = "STATIC")),
            "unknown dictionary type \"STATIC\": use MANUAL or DYNAMIC", "spec.type"),
        new("1.10 C without a context", Requests.Create(ADictionary(with: spec => spec.ContextRef = null)), NoContext, "spec.contextRef"),
        new("1.10 C without a context, manual with dynamic", Requests.Create(ADictionary(with: spec => (spec.ContextRef, spec.Dynamic) = (null, new()))),
            Both, "spec.dynamic"),
        new("0.3 C context that does not exist, manual with dynamic", Requests.Create(ADictionary(with: spec => (spec.ContextRef!.Name, spec.Dynamic) = ("absent", new()))),
            $"resource [dictionary] references management context [default/absent] that doesn't exist in the cluster: {Rules.NotFound}", "spec.contextRef"),
        new("0.2 C template without its source", Requests.Create(ADictionary(with: spec => spec.Manual!.Properties!["key"] = "[[ secret `missing/k` ]]")),
            TemplateTexts.NoSource("spec.manual.properties.key", "secret [default/missing]"), "spec.manual.properties.key"),
        new("N7 C provider that is no URL", Requests.Create(ADynamicDictionary(url: "backend"))) { Warning = NotAUrl("backend") },
        new("N7 C provider that is a file", Requests.Create(ADynamicDictionary(url: "file:///etc/passwd"))) { Warning = NotAUrl("file:///etc/passwd") },
        new("N7 C provider with an expression", Requests.Create(ADynamicDictionary(url: "{#dictionaries['a']['url']}"))),
        new("1.10 U other entries", Requests.Update(ADictionary(), ADictionary(with: spec => spec.Manual!.Properties!["key"] = "other"))),
        new("1.10 U other type", Requests.Update(ADictionary(), ADynamicDictionary())),
        new("1.10 U manual with dynamic", Requests.Update(ADictionary(), ADictionary(with: spec => spec.Dynamic = new())), Both, "spec.dynamic"),
        new("1.10 U never had a context", Requests.Update(ADictionary(with: spec => spec.ContextRef = null), ADictionary(with: spec => (spec.ContextRef, spec.Name) = (null, "x"))),
            NoContext, "spec.contextRef"),
        new("N9 U another context", Requests.Update(ADictionary(), ADictionary(with: spec => spec.ContextRef!.Name = "other")))
            { Warning = "[dictionary] leaves the management context [default/ctx]: what is there stays, and nobody looks after it any more; delete the object and create it anew to move it (spec.contextRef)" },
        new("F7 U nothing but metadata", Requests.Update(ADictionary(with: spec => spec.Manual = null), ADictionary(with: spec => spec.Manual = null))),
        new("1.10 D", Requests.Delete(ADictionary())),
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Ids => Rules.Ids(Table);

    public async ValueTask InitializeAsync()
    {
        _fixture = await WebhookFixture.CreateAsync();
        _fixture.Cluster.Put(AContext().Build());
        _fixture.Cluster.Put(AContext("other").Build());
    }

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory, MemberData(nameof(Ids))]
    public Task Review_RuleOfTheSpecification_GivesItsVerdict(string id) => Table.CheckAsync(id, _fixture);

    [Theory]
    [InlineData("DI-T1", "dictionary-manual", "dictionary type is MANUAL but 'dynamic' field is set, use 'manual' instead")]
    [InlineData("DI-T2", "dictionary-dynamic", "dictionary type is DYNAMIC but 'manual' field is set, use 'dynamic' instead")]
    [InlineData("DI-T3", "dictionary-manual", "dictionary type is MANUAL but 'manual' field is not set")]
    [InlineData("DI-T4", "dictionary-dynamic", "dictionary type is DYNAMIC but 'dynamic' field is not set")]
    public async Task Create_UpstreamsExampleMadeUnfit_IsRefusedInUpstreamsWords(string id, string file, string refusal)
    {
        var dictionary = UpstreamManifests.Read<Dictionary>($"apim/dictionary/{file}");
        var spec = dictionary.Spec!;
        spec.ContextRef!.Name = "ctx";
        (await _fixture.ReviewAsync(Requests.Create(dictionary))).Allowed.ShouldBeTrue(id);
        (spec.Manual, spec.Dynamic) = id is "DI-T1" or "DI-T2" ? (spec.Manual ?? new(), spec.Dynamic ?? new()) : (null, null);

        (await _fixture.ReviewAsync(Requests.Create(dictionary))).Errors[0].Message.ShouldBe(refusal, id);
    }

    [Fact]
    public async Task Create_SeveralMistakes_ReportsEachAndAsksNobody()
    {
        var verdict = await _fixture.ReviewAsync(Requests.Create(
            ADictionary(with: spec => (spec.ContextRef, spec.Manual, spec.Dynamic) = (null, null, new()))));

        verdict.Errors.Select(error => error.Field).ShouldBe(["spec.dynamic", "spec.manual", "spec.contextRef"]);
        _fixture.Apim.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Create_ProviderThatIsNoUrlAndStrict_IsRefused()
    {
        _fixture.Policy = new AdmissionPolicy { Strict = new HashSet<string> { CheckIds.Urls } };

        (await _fixture.ReviewAsync(Requests.Create(ADynamicDictionary(url: "backend")))).Errors.ShouldHaveSingleItem()
            .Field.ShouldBe("spec.dynamic.provider.url");
    }

    [Fact]
    public async Task Create_TemplatedEntry_IsShownToApimWithItsValue()
    {
        _fixture.Cluster.Put(AConfigMap("values").WithKey("key", "evaluated").Build());

        await _fixture.ReviewAsync(Requests.Create(ADictionary(with: spec => spec.Manual!.Properties!["key"] = "[[ configmap `values/key` ]]")));

        var sent = _fixture.Apim.ObjectImports.ShouldHaveSingleItem();
        (sent.Path, (string?)sent.Body["manual"]!["properties"]!["key"]).ShouldBe(("dictionaries", "evaluated"));
    }

    [Fact]
    public async Task Create_IdOfAnotherDictionaryInTheSameEnvironment_IsRefused()
    {
        _fixture.Cluster.Put(AContext("ctx", "team").Build());
        _fixture.Cluster.Put(AContext("ctx", "team-a").Build());
        _fixture.Cluster.Put(ADictionary("a-d", "team"));

        (await _fixture.ReviewAsync(Requests.Create(ADictionary("d", "team-a")))).Errors.ShouldHaveSingleItem()
            .Message.ShouldStartWith("Dictionary [team-a/d] would overwrite Dictionary [team/a-d] in APIM");
    }

    private static string NotAUrl(string url) =>
        $"[{url}] is not a URL to fetch entries from: use an absolute address such as https://backend.example.com (spec.dynamic.provider.url)";
}
