namespace Gko.Resolution;

/// <summary>What comes up while the references of one object are followed.</summary>
/// <param name="reads">Where to note what was read.</param>
internal sealed class Findings(ReadLog reads)
{
    private readonly List<ResolutionProblem> _problems = [];
    private readonly List<ResolutionProblem> _notes = [];

    public ReadLog Reads { get; } = reads;

    /// <summary>What stands in the way, in the order in which it was found.</summary>
    public IReadOnlyList<ResolutionProblem> Problems => _problems;

    /// <summary>What was left out without standing in the way.</summary>
    public IReadOnlyList<ResolutionProblem> Notes => _notes;

    public void Fail(ResolutionProblem problem) => _problems.Add(problem);

    public void Note(ResolutionProblem note) => _notes.Add(note);
}
