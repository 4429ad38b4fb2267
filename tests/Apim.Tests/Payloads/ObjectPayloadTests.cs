using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using static Gko.Testing.Examples.ObjectPayloads;

namespace Gko.Apim.Tests.Payloads;

public sealed class ObjectPayloadTests
{
    private const string Uuid = "11111111-2222-3333-4444-555555555555";
    private const string Other = "99999999-2222-3333-4444-555555555555";
    private static readonly ObjectMeta Meta = new() { Namespace = "team", Name = "x" };
    private static readonly List<Condition> Managed = [Conditions.True(ConditionTypes.AutomationApiManaged, "AutomationAPIManaged", "")];

    public static TheoryData<string?, string?, bool, string, bool> Identities => new()
    {
        // id in the spec, id in the status, managed, reference, whether that is a UUID
        { null, null, false, "team-x", false },
        { "", "", false, "team-x", false },
        { Uuid, null, false, Uuid, true },
        { null, Uuid, false, Uuid, true },
        { Other, Uuid, false, Uuid, true },
        { null, Uuid, true, "team-x", false },
        { Other, Uuid, true, "team-x", false },
    };

    [Theory, MemberData(nameof(Identities))]
    public void Application_EachIdentity_IsAddressedByIt(string? wanted, string? known, bool managed, string reference, bool isUuid)
    {
        var status = new ApplicationStatus { Id = known, Conditions = managed ? Managed : null };

        var import = ApplicationPayload.Create(new() { Id = wanted, Hrid = "mine", Name = "n" }, Meta, status);

        ShouldGoBy(import, reference, isUuid);
        Body(import).Text("id").ShouldBe(isUuid ? reference : null);
    }

    [Theory, MemberData(nameof(Identities))]
    public void Group_EachIdentity_IsAddressedByIt(string? wanted, string? known, bool managed, string reference, bool isUuid)
    {
        var status = new GroupStatus { Id = known, Conditions = managed ? Managed : null };

        var import = GroupPayload.Create(new() { Id = wanted, Hrid = "mine", Name = "n" }, Meta, status);

        ShouldGoBy(import, reference, isUuid);
        Body(import).Text("id").ShouldBe(isUuid ? reference : null);
    }

    [Fact]
    public void PolicyGroup_OfAnOlderOperator_IsAddressedByItsCrossId()
    {
        var import = SharedPolicyGroupPayload.Create(new() { Name = "n" }, Meta, new() { Id = Other, CrossId = Uuid });

        ShouldGoBy(import, Uuid, true);
        Body(import).Text("crossId").ShouldBe(Uuid);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, Uuid)] // never acknowledged
    [InlineData(Other, null)]
    public void PolicyGroup_WithoutBothIds_IsAddressedByItsHumanReadableId(string? id, string? crossId)
    {
        var import = SharedPolicyGroupPayload.Create(new() { Name = "n", CrossId = "given" }, Meta, new() { Id = id, CrossId = crossId });

        ShouldGoBy(import, "team-x", false);
        Body(import).Text("crossId").ShouldBe("given");
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("written-later", null)]
    [InlineData(null, "given-at-first")]
    public void PolicyGroup_ThatIsManaged_KeepsItsCrossId(string? written, string? given)
    {
        var derived = Gko.Apim.Identifiers.Ids.UuidV3("ORG", "team-x");
        var status = new SharedPolicyGroupStatus { OrganizationId = "ORG", Id = Other, CrossId = given ?? derived, Conditions = Managed };

        var import = SharedPolicyGroupPayload.Create(new() { Name = "n", CrossId = written }, Meta, status);

        ShouldGoBy(import, "team-x", false);
        Body(import).Text("crossId").ShouldBe(given);
    }

    [Fact]
    public void PolicyGroup_WithoutSteps_SaysSo()
    {
        Body(SharedPolicyGroupPayload.Create(new() { Name = "n" }, Meta, null))["steps"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public void Application_Certificates_HaveNamesAndTheGivenContents()
    {
        var spec = new ApplicationSpec
        {
            Name = "app",
            Settings = new()
            {
                Tls = new()
                {
                    ClientCertificates =
                    [
                        new() { Ref = new() { Name = "s" }, StartsAt = "2026-01-01T00:00:00Z", EndsAt = "" },
                        new() { Name = "mine", Content = "QQ==", Encoded = true },
                    ],
                },
            },
        };

        var import = ApplicationPayload.Create(spec, Meta, null, ["one", "two"]);

        Body(import)["settings"]!["tls"]!["clientCertificates"]!.ToJsonString().ShouldBe(
            """[{"content":"one","name":"app-0","startsAt":"2026-01-01T00:00:00Z"},{"content":"two","name":"mine"}]""");
        spec.Settings.Tls.ClientCertificates[0].Name.ShouldBeNull();
    }

    [Fact]
    public void Application_CertificatesThatDoNotMatch_Throws()
    {
        var spec = new ApplicationSpec { Settings = new() { Tls = new() { ClientCertificates = [new()] } } };

        Should.Throw<ArgumentException>(() => ApplicationPayload.Create(spec, Meta, null));
    }

    [Theory]
    [InlineData(null, "portals/team-p/links")]
    [InlineData("", "portals/team-p/links")]
    [InlineData("other", "portals/other-p/links")]
    public void Link_Portal_IsInThePath(string? ns, string path)
    {
        var import = PortalLinkPayload.Create(new() { PortalRef = new() { Name = "p", Namespace = ns }, Name = "n" }, Meta);

        import.Path.ShouldBe(path);
        ShouldGoBy(import, "team-x", false);
    }

    [Fact]
    public void Listing_Apis_AreNamedInTheirOrder()
    {
        var spec = new PortalListingSpec
        {
            PortalRef = new() { Name = "p" },
            Apis =
            [
                new() { Ref = new() { Name = "b" }, Location = "/b" },
                new() { Ref = new() { Name = "a", Namespace = "other" }, Location = "/a", Order = 0 },
            ],
        };

        var import = PortalListingPayload.Create(spec, Meta);

        import.Path.ShouldBe("portals/team-p/listings");
        Body(import)["apis"]!.ToJsonString().ShouldBe(
            """[{"apiHrid":"team-b","location":"/b"},{"apiHrid":"other-a","location":"/a","order":0}]""");
    }

    [Fact]
    public void Documentation_EachParent_IsInThePath()
    {
        DocumentationPayload.Create(new() { PortalRef = new() { Name = "p" } }, Meta).Path.ShouldBe("portals/team-p/documentations");
        DocumentationPayload.Create(new() { ApiRef = new() { Name = "a" } }, Meta).Path.ShouldBe("apis/team-a/documentations");
    }

    [Fact]
    public void Documentation_NoneOrBothParents_Throws()
    {
        var reference = new NamespacedReference { Name = "x" };

        Should.Throw<ArgumentException>(() => DocumentationPayload.Create(new(), Meta));
        Should.Throw<ArgumentException>(() => DocumentationPayload.Create(new() { PortalRef = reference, ApiRef = reference }, Meta));
    }

    [Fact]
    public void Path_NameWithCharactersOfUrls_IsEscaped() =>
        PortalLinkPayload.Create(new() { PortalRef = new() { Name = "a/b?c" } }, Meta).Path.ShouldBe("portals/team-a%2Fb%3Fc/links");

    [Fact]
    public void Hash_FirstAnswer_StaysTheSame()
    {
        var group = new SharedPolicyGroupSpec { Name = "n" };
        var answered = new SharedPolicyGroupStatus { OrganizationId = "ORG", Id = Other, CrossId = Uuid, Conditions = Managed };

        SharedPolicyGroupPayload.Create(group, Meta, answered).Hash.ShouldBe(SharedPolicyGroupPayload.Create(group, Meta, null).Hash);
    }

    [Fact]
    public void Hash_AnyChange_Differs()
    {
        var link = Link("p", "n");

        Link("p", "other").ShouldNotBe(link);
        Link("other", "n").ShouldNotBe(link);
        Link("p", "n").ShouldBe(link);
    }

    private static string Link(string portal, string name) =>
        PortalLinkPayload.Create(new() { PortalRef = new() { Name = portal }, Name = name }, Meta).Hash;

    private static void ShouldGoBy(AutomationImport import, string reference, bool isUuid)
    {
        (import.Hrid, import.IsUuid).ShouldBe((reference, isUuid));
        Body(import).Text("hrid").ShouldBe(reference);
    }
}
