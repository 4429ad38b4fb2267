namespace Gko.Kubernetes.Metrics;

/// <summary>Tells errors of the program, which metrics count as panics, from failures of what it talks to.</summary>
internal static class Bugs
{
    public static bool IsOne(Exception error) => error
        is NullReferenceException or IndexOutOfRangeException or InvalidCastException or ArgumentException or ArithmeticException
        or NotSupportedException or KeyNotFoundException
        or (InvalidOperationException and not ObjectDisposedException);
}
