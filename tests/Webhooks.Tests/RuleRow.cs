using Gko.Kubernetes.Admission;

namespace Gko.Webhooks.Tests;

/// <summary>One row of a kind's table of rules: a change of a valid arrangement and what admission says to it first.</summary>
/// <typeparam name="TArrangement">What the change is made to.</typeparam>
/// <param name="Rule">The rule's id in the specification.</param>
/// <param name="Case">What is special, in a few words.</param>
/// <param name="Arrange">The change.</param>
/// <param name="Error">The first error, word by word; null for what is accepted.</param>
/// <param name="Field">Where that is.</param>
/// <param name="Warning">The start of the only warning; null for none.</param>
internal sealed record RuleRow<TArrangement>(
    string Rule, string Case, Action<TArrangement> Arrange, string? Error = null, string? Field = null, string? Warning = null)
{
    /// <summary>Names the row in test results.</summary>
    public override string ToString() => $"{Rule} {Case}";

    /// <summary>Compares what admission said.</summary>
    public void Check(AdmissionVerdict verdict)
    {
        var first = verdict.Errors.Count > 0 ? verdict.Errors[0] : null;
        (first?.Message, first?.Field).ShouldBe((Error, Field));
        if (Warning is not null)
        {
            verdict.Warnings.ShouldHaveSingleItem().ShouldStartWith(Warning);
        }
        else if (Error is null)
        {
            verdict.Warnings.ShouldBeEmpty();
        }
    }
}
