namespace Gko.Load;

/// <summary>What <see cref="StartUp"/> measures.</summary>
/// <param name="Gko">A <c>gko.dll</c> or a published executable.</param>
/// <param name="Runs">How often it is started.</param>
/// <param name="Idle">How long it has nothing to do before its memory is looked at.</param>
/// <param name="Confined">Whether it runs as its image would.</param>
/// <param name="Settings">Further environment variables, as <c>NAME=VALUE</c>.</param>
internal sealed record StartUpOptions(string Gko, int Runs, TimeSpan Idle, bool Confined, IReadOnlyList<string> Settings);
