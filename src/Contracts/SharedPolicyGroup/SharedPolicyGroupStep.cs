namespace Gko.Contracts;

/// <summary>One policy of a shared group.</summary>
public sealed class SharedPolicyGroupStep : StepBase
{
}
