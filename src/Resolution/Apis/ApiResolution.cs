using System.Diagnostics.CodeAnalysis;
using Gko.Apim.Payloads;
using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>What became of an API when all that it refers to was looked at.</summary>
/// <typeparam name="TSpec">The spec of the API's kind.</typeparam>
/// <typeparam name="TStatus">The status of the API's kind.</typeparam>
public sealed class ApiResolution<TSpec, TStatus>
    where TSpec : ApiSpec
    where TStatus : ApiStatus
{
    private readonly Func<TStatus?, DesiredApi> _desire;
    private readonly Lazy<DesiredApi> _draft;

    internal ApiResolution(TSpec spec, Findings findings, TStatus? status, Func<TStatus?, DesiredApi> desire)
    {
        Spec = spec;
        IsCompiled = true;
        Sources = findings.Reads.Sources;
        Notes = findings.Notes;
        _desire = desire;
        _draft = new(() => desire(status));
        Problems = findings.Problems.Count > 0 ? findings.Problems : [.. ProblemsOf(_draft.Value)];
        Desired = Problems.Count == 0 ? _draft.Value : null;
    }

    /// <summary>What became of an API whose templates cannot be evaluated: nothing else was looked at.</summary>
    internal ApiResolution(TSpec stored, Findings findings)
    {
        Spec = stored;
        Sources = findings.Reads.Sources;
        Notes = findings.Notes;
        Problems = findings.Problems;
        _desire = _ => throw new InvalidOperationException("An API with problems is not sent.");
        _draft = new(() => _desire(null));
    }

    /// <summary>Whether templates were evaluated; if not, that is all that <see cref="Problems"/> tell.</summary>
    public bool IsCompiled { get; }

    /// <summary>The spec with its templates evaluated and its references as written; as stored when a template is wrong.</summary>
    public TSpec Spec { get; }

    /// <summary>Everything that stands in the way, in upstream's order; empty when the API can be synced.</summary>
    public IReadOnlyList<ResolutionProblem> Problems { get; }

    /// <summary>References that were left out because they do not resolve, without standing in the way.</summary>
    public IReadOnlyList<ResolutionProblem> Notes { get; }

    /// <summary>Everything that was read or asked for, also what was not there.</summary>
    public IReadOnlyCollection<ReferenceKey> Sources { get; }

    /// <summary>What is to be sent and stored; null when there are problems.</summary>
    public DesiredApi? Desired { get; }

    /// <summary>
    /// What is to be sent as far as that is known by now, with problems too: for dry runs of objects that are admitted all the
    /// same. It is never sent for real; that is <see cref="Desired"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">Templates were not evaluated.</exception>
    public DesiredApi Draft => _draft.Value;

    /// <summary>True with what is to be sent and stored; false with the first problem.</summary>
    public bool TryGet([NotNullWhen(true)] out DesiredApi? desired, [NotNullWhen(false)] out ResolutionProblem? problem)
    {
        desired = Desired;
        problem = desired is null ? Problems[0] : null;
        return desired is not null;
    }

    /// <summary>
    /// What the next pass will find, once <paramref name="status"/> is stored: APIM may have answered with other ids than were
    /// sent, and those become part of the body and of what gateways are told.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are problems, so nothing was sent.</exception>
    public DesiredApi DesiredAfter(TStatus status) =>
        Desired is null ? throw new InvalidOperationException("An API with problems is not sent.") : _desire(status);

    private static IEnumerable<ResolutionProblem> ProblemsOf(DesiredApi desired) =>
        (desired.Import?.Problems ?? desired.Gateway?.Problems ?? Enumerable.Empty<PayloadProblem>())
            .Select(problem => new ResolutionProblem(ProblemKind.InvalidObject, problem.Message, problem.Field) { IsAdmissible = true });
}
