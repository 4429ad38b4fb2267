namespace Gko.Resolution;

/// <summary>What a Gravitee Cloud token grants.</summary>
/// <param name="Organization">The only organization the token is for.</param>
/// <param name="Geography">The control plane's region, part of its host name.</param>
/// <param name="Environments">The environments the token is for; at least one.</param>
/// <param name="NotBefore">When the token begins to be valid; null when it does not say.</param>
/// <param name="ExpiresAt">When the token ends to be valid; null when it does not say.</param>
public sealed record CloudClaims(
    string Organization, string Geography, IReadOnlyList<string> Environments, DateTimeOffset? NotBefore = null, DateTimeOffset? ExpiresAt = null);
