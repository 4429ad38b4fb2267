using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model;
using static Gko.Apim.Tests.Payloads.PayloadSamples;

namespace Gko.Apim.Tests.Payloads;

public sealed class ApiV4AddressTests
{
    [Theory]
    [InlineData(null, null, false, Hrid, false)]
    [InlineData("", "", false, Hrid, false)]
    [InlineData("spec", null, false, "spec", true)]
    [InlineData(null, "status", false, "status", true)]
    [InlineData("spec", "status", false, "spec", true)]
    [InlineData(null, "status", true, Hrid, false)]
    [InlineData("spec", "status", true, Hrid, false)]
    public void ForImport_Ids_DecideTheName(string? spec, string? status, bool managed, string reference, bool isUuid) =>
        ApiV4Address.ForImport(new() { Id = spec }, Meta(), Status(status, managed)).ShouldBe(new(reference, isUuid));

    [Theory]
    [InlineData(null, null, false, Hrid, false)]
    [InlineData("spec", null, false, "spec", true)]
    [InlineData("spec", "status", false, "status", true)]
    [InlineData("spec", "status", true, Hrid, false)]
    public void ForDeletion_Ids_PreferWhatApimAnswered(string? spec, string? status, bool managed, string reference, bool isUuid) =>
        ApiV4Address.ForDeletion(new() { Id = spec }, Meta(), Status(status, managed)).ShouldBe(new(reference, isUuid));

    [Fact]
    public void ForImport_ConditionThatIsFalse_DoesNotCount()
    {
        var status = Status("status", managed: false);
        status.Conditions = [Conditions.False(ConditionTypes.AutomationApiManaged, "Other", "")];

        ApiV4Address.ForImport(new(), Meta(), status).IsUuid.ShouldBeTrue();
    }

    [Fact]
    public void ForDeletion_NothingKnown_NeverAddressesTheCollection() =>
        ApiV4Address.ForDeletion(null, Meta(), null).Reference.ShouldBe(Hrid);

    private static ApiV4DefinitionStatus Status(string? id, bool managed)
    {
        var status = Managed();
        (status.Id, status.Conditions) = (id, managed ? status.Conditions : null);
        return status;
    }
}
