using Gko.Apim.Connections;

namespace Gko.Resolution;

/// <summary>How a context signs in.</summary>
/// <param name="Credentials">What is sent to APIM.</param>
/// <param name="Token">The token among it, from which a cloud context learns its address; null without one.</param>
/// <param name="TokenField">Where the token comes from, such as <c>spec.auth.secretRef</c>.</param>
internal sealed record SignIn(ApimCredentials Credentials, string? Token, string TokenField);
