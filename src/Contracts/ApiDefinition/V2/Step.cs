namespace Gko.Contracts.V2;

/// <summary>One policy of a flow.</summary>
public sealed class Step : StepBase
{
}
