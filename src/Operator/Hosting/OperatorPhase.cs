namespace Gko.Operator.Hosting;

/// <summary>How far the operator is, as its probes tell.</summary>
internal enum OperatorPhase
{
    Starting,
    Ready,
    Stopping,
}
