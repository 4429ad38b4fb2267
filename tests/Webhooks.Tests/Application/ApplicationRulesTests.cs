using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using static Gko.Testing.Builders.Given;
using Row = Gko.Webhooks.Tests.Rule<System.Action<Gko.Webhooks.Tests.ApplicationArrangement>>;

namespace Gko.Webhooks.Tests;

/// <summary>Every rule of applications, per operation.</summary>
public sealed class ApplicationRulesTests : IAsyncLifetime
{
    private const string Pem = ApplicationArrangement.Pem;
    private const string First = "spec.settings.tls.clientCertificates[0]";
    private const string June = "2026-06-01T00:00:00Z";
    private const string July = "2026-07-01T00:00:00Z";

    private static readonly Row[] OnBoth =
    [
        new("all complete", _ => { }),
        new("all no settings", app => app.Both(it => it.With(spec => spec.Settings = null))),
        new("AP-1 a template that cannot be read", app => app.Application.With(spec => spec.Domain = """[[ secret "absent/key" ]]"""),
            "secret [default/absent] not found; create it or correct the template (template at line 1, column 4 of spec.domain)", "spec.domain"),
        new("AP-2 no such context", app => app.Both(it => it.WithContext("absent")),
            "resource [app] references management context [default/absent] that doesn't exist in the cluster: it was not found; create it, or correct the name and the namespace", "spec.contextRef"),
        new("AP-2 no context (F1)", app => app.Both(it => it.With(spec => spec.ContextRef = null)),
            "resource [app] references management context [default/] that doesn't exist in the cluster: the reference names no object; give it a name", "spec.contextRef"),
        new("AP-3 simple and OAuth", app => app.Application.With(spec => spec.Settings!.OAuth = new OAuthSettings { ApplicationType = "WEB" }),
            "configuring both OAuth and simple settings is not allowed", "spec.settings"),
        new("AP-4 both kinds of certificates", app => app.Application.WithOldCertificate("nonsense").WithCertificate(),
            "clientCertificate and clientCertificates cannot be used at the same time", "spec.settings.tls.clientCertificate"),
        new("AP-5 no PEM", app => app.Application.WithOldCertificate("nonsense"),
            "failed to parse TLS client certificate", "spec.settings.tls.clientCertificate"),
        new("AP-5b PEM", app => app.Application.WithOldCertificate(Pem), Field: "spec.settings.tls.clientCertificate", Warning: "clientCertificate is deprecated, use clientCertificates instead"),
        new("AP-6a content and reference", app => app.Application.WithCertificate(Pem, new CertificateReference { Name = "s" }),
            "clientCertificates[0]: content and ref cannot both be set", First),
        new("AP-6b neither", app => app.Application.WithCertificate(""), "clientCertificates[0]: either content or ref must be set", First),
        new("AP-6b null (F1)", app => app.Application.WithCertificate().With(spec => spec.Settings!.Tls!.ClientCertificates![0] = null!),
            "clientCertificates[0]: either content or ref must be set", First),
        new("AP-6 content that is no PEM, which APIM judges", app => app.Application.WithCertificate("nonsense")),
        new("AP-7a no such Secret", app => app.Application.WithCertificate(reference: new CertificateReference { Name = "absent" }),
            "failed to resolve certificate ref [default/absent] key [tls.crt]: secret [default/absent] not found", $"{First}.ref"),
        new("AP-7a no such ConfigMap", app => app.Application.WithCertificate(reference: new CertificateReference { Name = "absent", Namespace = "other", Kind = "configmaps", Key = "k" }),
            "failed to resolve certificate ref [other/absent] key [k]: configmap [other/absent] not found", $"{First}.ref"),
        new("AP-7b no such key", app =>
        {
            app.Around = it => it.Cluster.Put(ASecret("s").Build());
            app.Application.WithCertificate(reference: new CertificateReference { Name = "s" });
        }, "failed to resolve certificate ref [default/s] key [tls.crt]: key [tls.crt] not found in secret [default/s]", $"{First}.ref"),
        new("AP-7b a key", app =>
        {
            app.Around = it => it.Cluster.Put(AConfigMap("c").WithKey("k", Pem).Build());
            app.Application.WithCertificate(reference: new CertificateReference { Name = "c", Kind = "configmaps", Key = "k" });
        }),
        new("AP-7c another kind", app => app.Application.WithCertificate(reference: new CertificateReference { Name = "s", Kind = "Secret" }),
            "failed to resolve certificate ref [default/s] key [tls.crt]: unsupported ref kind [Secret]", $"{First}.ref.kind"),
        new("AP-7d bad base64", app => app.Application.WithCertificate("no base64", encoded: true),
            "failed to base64-decode certificate [0]: illegal base64 data at input byte 2", First),
        new("AP-7d good base64", app => app.Application.WithCertificate("QUJD\nREVG", encoded: true)),
        new("AP-8 APIM objects", app => app.ApimSays(severe: "certificate is empty"), "certificate is empty"),
        new("AP-8 APIM remarks", app => app.ApimSays(warning: "Group [g] could not be found in environment [DEFAULT]"),
            Warning: "Group [g] could not be found in environment [DEFAULT]"),
        new("N4 the id of another application", app =>
        {
            app.Around = it =>
            {
                it.Cluster.Put(AContext("ctx", "a-b").Build());
                it.Cluster.Put(AContext("ctx", "a").Build());
                it.Cluster.Put(AnApplication("c", "a-b").Build());
            };
            app.Both(it => it.WithObject(application => (application.Metadata.Namespace, application.Metadata.Name) = ("a", "b-c")));
        }, "Application [a/b-c] would overwrite Application [a-b/c] in APIM, which knows both as [a-b-c]: give one of them another name", "metadata.name"),
        new("N7 a redirect URI that is none", app => app.Both(it => it.WithOAuth(OAuthApplicationTypes.Web, "/callback")),
            Field: "spec.settings.oauth.redirectUris[0]",
            Warning: "redirect URI [/callback] is not a URL: use an absolute address such as https://app.example.com/callback"),
        new("N7 a redirect URI", app => app.Both(it => it.WithOAuth(OAuthApplicationTypes.Web, "https://app.example.com/callback"))),
        new("N7 a scheme of its own", app => app.Both(it => it.WithOAuth(OAuthApplicationTypes.Native, "com.example.app:/callback"))),
        new("N7 a scheme of its own on the web", app => app.Both(it => it.WithOAuth(OAuthApplicationTypes.Browser, "com.example.app:/callback")),
            Field: "spec.settings.oauth.redirectUris[0]",
            Warning: "redirect URI [com.example.app:/callback] is not a URL: use an absolute address such as https://app.example.com/callback"),
        new("N17 a name that is too long", app => app.Both(it => it.WithObject(application => application.Metadata.Name = new string('a', 250))),
            Field: "metadata.name", Warning: "namespace and name make an id of 258 characters, of which APIM takes 256: choose a shorter name"),
    ];

    private static readonly Row[] OnCreate =
    [
        new("AP-10 not on creation", app =>
        {
            app.Subscribed(July);
            app.Application.WithCertificate(Pem, endsAt: June);
        }),
    ];

    private static readonly Row[] OnUpdate =
    [
        new("AP-9a from OAuth to simple", app => app.Stored.WithOAuth(), "moving from OAuth to simple settings is not allowed", "spec.settings.app"),
        new("AP-9b from simple to OAuth", app => app.Application.WithOAuth(), "moving from simple to Oauth settings is not allowed", "spec.settings.oauth"),
        new("AP-9c another type", app => app.Both(it => it.WithOAuth()).Application.WithOAuth("MOBILE", []),
            "updating OAuth application type is not allowed", "spec.settings.oauth.applicationType"),
        new("AP-9c OAuth from nothing", app =>
        {
            app.Stored.With(spec => spec.Settings = new());
            app.Application.WithOAuth();
        }, "updating OAuth application type is not allowed", "spec.settings.oauth.applicationType"),
        new("AP-9c OAuth to nothing", app =>
        {
            app.Stored.WithOAuth();
            app.Application.With(spec => spec.Settings = new());
        }, "updating OAuth application type is not allowed", "spec.settings.oauth.applicationType"),
        new("AP-9 other grants", app => app.Both(it => it.WithOAuth()).Application.With(spec => spec.Settings!.OAuth!.GrantTypes = ["password"])),
        new("AP-10 all certificates end before the subscription", app =>
        {
            app.Subscribed(July);
            app.Application.WithCertificate(Pem, endsAt: June).WithCertificate(Pem, endsAt: "never");
        }, "subscription [default/sub] ending date [2026-07-01T00:00:00Z] is after all client certificate end dates in application [default/app]", "spec.settings.tls.clientCertificates"),
        new("AP-10 one certificate ends with the subscription", app =>
        {
            app.Subscribed(July);
            app.Application.WithCertificate(Pem, endsAt: June).WithCertificate(Pem, endsAt: July);
        }),
        new("AP-10 one certificate does not end", app =>
        {
            app.Subscribed(July);
            app.Application.WithCertificate(Pem, endsAt: June).WithCertificate(Pem);
        }),
        new("AP-10 the subscription does not end", app =>
        {
            app.Subscribed(null);
            app.Application.WithCertificate(Pem, endsAt: June);
        }),
        new("AP-10 a plan of another security", app =>
        {
            app.Subscribed(July, PlanSecurities.Jwt);
            app.Application.WithCertificate(Pem, endsAt: June);
        }),
        new("AP-10 a plan without security (F1)", app =>
        {
            app.Subscribed(July, security: null);
            app.Application.WithCertificate(Pem, endsAt: June);
        }),
        new("AP-10 a plan that is not there (F1)", app =>
        {
            app.Subscribed(July, plan: "absent");
            app.Application.WithCertificate(Pem, endsAt: June);
        }),
        new("N9 another context", app =>
        {
            app.Around = it => it.Cluster.Put(AContext("new").Build());
            app.Application.WithContext("new");
        }, Field: "spec.contextRef", Warning: "[app] leaves the management context [default/ctx]: what is there stays, and nobody looks after it any more; delete the object and create it anew to move it"),
        new("N9 the namespace written out", app => app.Application.WithContext("ctx", "default")),
    ];

    private WebhookFixture _fixture = null!;

    public static TheoryData<string> Creations => Rules.Ids([.. OnBoth, .. OnCreate]);

    public static TheoryData<string> Updates => Rules.Ids([.. OnBoth, .. OnUpdate]);

    public async ValueTask InitializeAsync() => _fixture = await WebhookFixture.CreateAsync();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Theory]
    [MemberData(nameof(Creations))]
    public async Task Create_EachRule_SaysWhatUpstreamSays(string row) =>
        await CheckAsync([.. OnBoth, .. OnCreate], row, arrangement => arrangement.CreateAsync(_fixture));

    [Theory]
    [MemberData(nameof(Updates))]
    public async Task Update_EachRule_SaysWhatUpstreamSays(string row) =>
        await CheckAsync([.. OnBoth, .. OnUpdate], row, arrangement => arrangement.UpdateAsync(_fixture));

    private static async Task CheckAsync(IEnumerable<Row> rows, string id, Func<ApplicationArrangement, Task<AdmissionVerdict>> review)
    {
        var row = rows.Find(id);
        var arrangement = new ApplicationArrangement();
        row.Case(arrangement);

        row.Verify(await review(arrangement));
    }
}
