namespace Gko.Resolution;

/// <summary>Who is told of which events of an API in the console.</summary>
/// <param name="Events">The events.</param>
/// <param name="Groups">Names or ids of groups in APIM, each once.</param>
internal sealed record ConsoleReport(IReadOnlyList<string> Events, IReadOnlyList<string> Groups);
