namespace Gko.Operator;

/// <summary>How APIM knows an API.</summary>
/// <param name="Reference">What stands in its URL.</param>
/// <param name="IsUuid">Whether that is a UUID rather than a human-readable id; only the Automation API tells them apart.</param>
internal sealed record RemoteApi(string Reference, bool IsUuid);
