using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>What webhooks are asked about.</summary>
/// <param name="Operation"><c>CREATE</c>, <c>UPDATE</c> or <c>DELETE</c>.</param>
/// <param name="Name">Empty while a generated name is not yet known.</param>
/// <param name="Object">Null for a delete.</param>
/// <param name="OldObject">Null for a create.</param>
/// <param name="Options">The request's options object.</param>
internal sealed record AdmissionRequest(
    WriteContext Context, string Operation, string Name, JsonObject? Object, JsonObject? OldObject, JsonObject Options);
