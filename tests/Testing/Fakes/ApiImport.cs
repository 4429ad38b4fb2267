using System.Text.Json.Nodes;
using Gko.Apim.Connections;

namespace Gko.Testing.Fakes;

/// <summary>One import that reached <see cref="FakeApim"/>.</summary>
/// <param name="Connection">Where it was sent.</param>
/// <param name="Body">What was sent.</param>
/// <param name="DryRun">Whether it was only to be checked.</param>
/// <param name="IsUuid">Of a v4 API, whether it was said to go by a UUID.</param>
public sealed record ApiImport(ApimConnection Connection, JsonObject Body, bool DryRun, bool IsUuid = false);
