using System.Text.Json.Nodes;
using Gko.Apim.Connections;

namespace Gko.Testing.Fakes;

/// <summary>One import of an object that is no API which reached <see cref="FakeApim"/>.</summary>
/// <param name="Connection">Where it was sent.</param>
/// <param name="Path">Where below the environment, such as <c>applications</c>.</param>
/// <param name="Hrid">What the object was called.</param>
/// <param name="IsUuid">Whether that was said to be a UUID.</param>
/// <param name="Body">What was sent.</param>
/// <param name="DryRun">Whether it was only to be checked.</param>
public sealed record ObjectImport(ApimConnection Connection, string Path, string Hrid, bool IsUuid, JsonObject Body, bool DryRun);
