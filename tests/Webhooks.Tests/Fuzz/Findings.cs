using System.Text;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>What a run found, so that one failure does not hide the others.</summary>
internal sealed class Findings
{
    private const int Shown = 2000;

    private readonly Dictionary<string, string> _byProblem = new(StringComparer.Ordinal);

    /// <summary>Judges an answer; of several alike the first is kept.</summary>
    public void Add(string what, byte[] asked, FuzzAnswer answer)
    {
        if (answer.Problem(asked) is { } problem)
        {
            _byProblem.TryAdd(problem, $"{what}: {problem}\n{Encoding.Latin1.GetString(asked.AsSpan(0, Math.Min(asked.Length, Shown)))}");
        }
    }

    public void ShouldBeEmpty() => _byProblem.Values.ShouldBeEmpty();
}
