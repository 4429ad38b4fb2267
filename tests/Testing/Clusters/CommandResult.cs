namespace Gko.Testing.Clusters;

/// <summary>What a command printed and how it ended.</summary>
/// <param name="Command">The command line, for messages.</param>
public sealed record CommandResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>This result; throws with everything the command printed when it failed.</summary>
    public CommandResult OrThrow() => ExitCode == 0 ? this : throw new InvalidOperationException(ToString());

    /// <inheritdoc/>
    public override string ToString() => $"{Command}\nexit code {ExitCode}\n--- stdout\n{Output}\n--- stderr\n{Error}";
}
