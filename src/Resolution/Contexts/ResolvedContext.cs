using Gko.Apim.Connections;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>A ManagementContext together with what is needed to call the APIM it names.</summary>
public sealed record ResolvedContext(ManagementContext Context, ApimConnection Connection);
