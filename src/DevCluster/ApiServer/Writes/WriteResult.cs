using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The object as it is after a write (or would be, in a dry run), and whether it is new.</summary>
internal readonly record struct WriteResult(JsonObject Object, bool Created);
