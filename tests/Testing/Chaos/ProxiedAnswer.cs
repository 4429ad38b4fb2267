using System.Net;

namespace Gko.Testing.Chaos;

/// <summary>What the server answered to a request that an <see cref="HttpProxy"/> passed on.</summary>
public sealed record ProxiedAnswer(ProxiedRequest Request, HttpStatusCode Code);
