namespace Gko.Apim.Http;

/// <summary>The gate's answer; the default value grants.</summary>
/// <param name="State">Why not, if not.</param>
/// <param name="Wait">When to ask again.</param>
/// <param name="LastFailure">What broke the circuit.</param>
internal readonly record struct GateDecision(GateState State, TimeSpan Wait, string LastFailure);
