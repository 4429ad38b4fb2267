namespace Gko.Apim.Payloads;

/// <summary>Something in a spec that APIM could not hold as it is meant.</summary>
/// <param name="Message">What is wrong and what to do, for people.</param>
/// <param name="Field">Where, such as <c>spec.plans</c>.</param>
public sealed record PayloadProblem(string Message, string Field);
