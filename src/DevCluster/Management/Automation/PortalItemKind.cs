using System.Text.Json.Nodes;
using Gko.DevCluster.Management.Automation.Schema;
using Gko.DevCluster.Management.Import;
using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>What tells the sorts of objects below portals and APIs apart.</summary>
internal sealed record PortalItemKind
{
    /// <summary><c>portals</c> or <c>apis</c>.</summary>
    public required string Parents { get; init; }

    /// <summary>The last part of the path.</summary>
    public required string Name { get; init; }

    public required Shape.Fields Shape { get; init; }

    public required Func<DevEnvironment, List<StoredObject>> Table { get; init; }

    /// <summary>Looks for what can be told without other objects; what is returned ends even a dry run.</summary>
    public required Func<JsonObject, Findings, string?> Check { get; init; }

    /// <summary>Links exist in the navigation of their portal only, and refusals show them.</summary>
    public bool IsInNavigation { get; init; }

    public bool IsOfPortals => Parents == "portals";
}
