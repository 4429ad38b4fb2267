namespace Gko.Testing.Chaos;

/// <summary>The API server behind an <see cref="HttpProxy"/>.</summary>
/// <param name="Url">Its https address; its certificate is not verified.</param>
/// <param name="Token">Put in place of whatever credentials a client sends.</param>
public sealed record ProxyBackend(Uri Url, string Token);
