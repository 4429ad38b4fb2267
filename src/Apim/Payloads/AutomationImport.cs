namespace Gko.Apim.Payloads;

/// <summary>An object of any kind but APIs as the Automation API takes it.</summary>
/// <param name="Path">Where it is put, below the environment and with its segments escaped, such as <c>portals/a-b/links</c>.</param>
/// <param name="Hrid">What the object is called below that path: its human-readable id, or a UUID when <paramref name="IsUuid"/>.</param>
/// <param name="IsUuid">True when <paramref name="Hrid"/> is a UUID, which the Automation API must be told.</param>
/// <param name="Body">JSON in UTF-8 with sorted keys: equal definitions give equal bytes.</param>
/// <param name="Hash">SHA-256, in lower-case hexadecimal digits, of the path and the definition without what APIM may replace.</param>
public sealed record AutomationImport(string Path, string Hrid, bool IsUuid, ReadOnlyMemory<byte> Body, string Hash);
