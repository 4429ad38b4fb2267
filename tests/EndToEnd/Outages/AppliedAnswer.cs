using System.Net;

namespace Gko.EndToEnd.Outages;

/// <summary>What the API server said.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Warnings">The warnings that kubectl would print.</param>
/// <param name="Body">The object, or why it was refused.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record AppliedAnswer(HttpStatusCode Status, string Warnings, string Body, TimeSpan Elapsed)
{
    public override string ToString() => $"{(int)Status} after {Elapsed.TotalSeconds:0.0} s: {Warnings} {Body[..Math.Min(Body.Length, 300)]}";
}
