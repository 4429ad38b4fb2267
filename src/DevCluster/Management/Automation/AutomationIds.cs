using Gko.Apim.Identifiers;
using Gko.DevCluster.Management.Http;

namespace Gko.DevCluster.Management.Automation;

/// <summary>Ids that the server makes out of human-readable ones.</summary>
internal static class AutomationIds
{
    /// <summary>The same in every environment of an organization.</summary>
    public static string CrossId(string organization, string hrid) => Ids.UuidV3(organization, hrid);

    public static string Id(string organization, string environment, string hrid) =>
        Ids.UuidV3(CrossId(organization, hrid), environment);

    /// <summary>The cross id of a plan or page of an API.</summary>
    public static string ChildCrossId(string organization, string apiHrid, string hrid) =>
        Ids.UuidV3(CrossId(organization, apiHrid), hrid);

    /// <summary>The id of a plan or page of an API.</summary>
    public static string ChildId(string organization, string environment, string apiHrid, string hrid) =>
        Ids.UuidV3(CrossId(organization, apiHrid), environment, hrid);

    /// <summary>The id of what belongs to a portal or an API in the new portal.</summary>
    /// <param name="organization">The organization's id.</param>
    /// <param name="environment">The environment's id.</param>
    /// <param name="kind"><c>portal</c> or <c>api</c>.</param>
    /// <param name="parent">What the portal or API is called.</param>
    /// <param name="hrid">What the object is called.</param>
    public static string ItemId(string organization, string environment, string kind, string parent, string hrid) =>
        Ids.UuidV3(Ids.UuidV3(organization, kind, parent), environment, hrid);

    /// <summary>The id that the path means: itself when the flag says that it is a UUID.</summary>
    public static string Addressed(Call call, string flag) =>
        call.Flag(flag) ? call.Id : Id(call.Environment.OrganizationId, call.Environment.Id, call.Id);
}
