using Gko.Resolution.Templating.Language;

namespace Gko.Resolution.Templating.Functions;

/// <summary>Compares values as Go does: by kind and without conversion, except among integers.</summary>
internal static class Comparison
{
    /// <summary>True when the first argument equals one of the others.</summary>
    public static bool EqualsAny(FunctionCall call)
    {
        foreach (var other in call.Arguments.Skip(1))
        {
            if (Same(call, call.Arguments[0], other))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Negative when the first argument is below the second, positive when above.</summary>
    public static int Order(FunctionCall call)
    {
        Spend(call, call.Arguments[0], call.Arguments[1]);
        return (Widened(call.Arguments[0]), Widened(call.Arguments[1])) switch
        {
            (string left, string right) => CompareCodePoints(left, right),
            (long left, long right) => left.CompareTo(right),
            (double left, double right) => left.CompareTo(right),
            _ => throw Incomparable(call, call.Arguments[1]),
        };
    }

    private static bool Same(FunctionCall call, Value first, Value other)
    {
        Spend(call, first, other);
        return (Widened(first), Widened(other)) switch
        {
            (string left, string right) => left == right,
            (long left, long right) => left == right,
            (double left, double right) => left.Equals(right),
            (bool left, bool right) => left == right,
            (null, var right) => right is null,
            (_, null) => false,
            _ => throw Incomparable(call, other),
        };
    }

    private static object? Widened(Value value) => value.Content is byte number ? (long)number : value.Content;

    // By UTF-16 units, characters beyond the basic plane would come before some of it.
    private static int CompareCodePoints(string left, string right)
    {
        var common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var (a, b) = (left[common], right[common]);
        return char.IsSurrogate(a) == char.IsSurrogate(b) ? a.CompareTo(b) : char.IsSurrogate(a) ? 1 : -1;
    }

    private static void Spend(FunctionCall call, Value first, Value second) =>
        call.Work.Spend(call.Position, Math.Min((first.Content as string)?.Length ?? 0, (second.Content as string)?.Length ?? 0));

    private static TemplateException Incomparable(FunctionCall call, Value other) => call.Failure(
        $"{call.Arguments[0].TypeName} and {other.TypeName} cannot be compared; compare strings with strings and int with int");
}
