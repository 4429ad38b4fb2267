namespace Gko.Resolution;

/// <summary>What a Gravitee Cloud token grants.</summary>
/// <param name="Organization">The only organization the token is for.</param>
/// <param name="Geography">The control plane's region, part of its host name.</param>
/// <param name="Environments">The environments the token is for; at least one.</param>
public sealed record CloudClaims(string Organization, string Geography, IReadOnlyList<string> Environments);
