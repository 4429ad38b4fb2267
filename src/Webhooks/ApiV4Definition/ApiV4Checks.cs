using System.Text.RegularExpressions;
using Gko.Apim.Payloads;
using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>What upstream lets pass of v4 APIs although it cannot work: a name that APIM does not take, ports that are taken.</summary>
internal sealed partial class ApiV4Checks(AdmissionPolicy policy, KafkaPortClaims claims)
{
    /// <summary>Adds a finding for each.</summary>
    /// <param name="api">As it would be stored.</param>
    /// <param name="spec">Its spec with templates evaluated.</param>
    /// <param name="review">Of the API.</param>
    public void Check(ApiV4Definition api, ApiV4DefinitionSpec spec, Review review)
    {
        CheckName(api, spec, review);
        CheckPorts(spec, review);
    }

    // Nobody but the Automation API asks for that.
    private static void CheckName(ApiV4Definition api, ApiV4DefinitionSpec spec, Review review)
    {
        if (spec.ContextRef is null || review.Name.Length == 0
            || ApiV4Address.ForImport(spec, api.Metadata, api.Status) is not { IsUuid: false } address)
        {
            return;
        }

        HridReview.CheckLength(api, review);
        if (!Hrid().IsMatch(address.Reference))
        {
            review.Verdicts.Soft(
                CheckIds.Names, $"APIM would know the API as [{address.Reference}], and takes no such id: use letters, digits and dashes only", "metadata.name");
        }
    }

    private void CheckPorts(ApiV4DefinitionSpec spec, Review review)
    {
        var all = KafkaPortClaims.Of(spec);
        for (var index = 0; index < all.Count; index++)
        {
            var ports = all[index];
            if (all.Take(index).FirstOrDefault(other => other.Plan != ports.Plan && other.Overlaps(ports)) is { } own)
            {
                review.Verdicts.Soft(CheckIds.KafkaPorts, $"plan [{ports.Plan}] and plan [{own.Plan}] want the same ports, {ports} and {own}: give them different ones", ports.Field);
            }
            else if (claims.FindOwner(ports, ReferenceKey.Of<ApiV4Definition>(review.Key), policy.PathConflictsInCluster) is { } other)
            {
                review.Verdicts.Soft(
                    CheckIds.KafkaPorts, $"plan [{ports.Plan}] wants ports {ports}, but plan [{other.Ports.Plan}] of API [{other.Owner.Key}] has {other.Ports}: a gateway can serve only one of them", ports.Field);
            }
        }
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]+[a-zA-Z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex Hrid();
}
