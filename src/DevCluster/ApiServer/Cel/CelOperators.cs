namespace Gko.DevCluster.ApiServer;

/// <summary>Binary operators. <c>&amp;&amp;</c> and <c>||</c> absorb an error of one side when the other side decides.</summary>
internal static class CelOperators
{
    public static object? Evaluate(string sign, CelExpression left, CelExpression right, CelScope scope) => sign switch
    {
        "&&" => Logic(left, right, scope, decides: false),
        "||" => Logic(left, right, scope, decides: true),
        _ => Apply(sign, left.Evaluate(scope), right.Evaluate(scope)),
    };

    private static bool Logic(CelExpression left, CelExpression right, CelScope scope, bool decides)
    {
        try
        {
            if (CelValue.Truth(left.Evaluate(scope)) == decides)
            {
                return decides;
            }
        }
        catch (CelException)
        {
            if (CelValue.Truth(right.Evaluate(scope)) == decides)
            {
                return decides;
            }

            throw;
        }

        return CelValue.Truth(right.Evaluate(scope));
    }

    private static object? Apply(string sign, object? left, object? right) => (sign, left, right) switch
    {
        ("==", _, _) => CelValue.Same(left, right),
        ("!=", _, _) => !CelValue.Same(left, right),
        ("<", _, _) => CelValue.Compare(left, right) < 0,
        ("<=", _, _) => CelValue.Compare(left, right) <= 0,
        (">", _, _) => CelValue.Compare(left, right) > 0,
        (">=", _, _) => CelValue.Compare(left, right) >= 0,
        ("in", _, List<object?> list) => list.Exists(item => CelValue.Same(item, left)),
        ("in", string key, Dictionary<string, object?> map) => map.ContainsKey(key),
        ("+", string a, string b) => a + b,
        ("+", List<object?> a, List<object?> b) => (List<object?>)[.. a, .. b],
        (_, long a, long b) => Integers(sign, a, b),
        (_, long or double, long or double) => Doubles(sign, CelValue.AsDouble(left), CelValue.AsDouble(right)),
        _ => throw new CelException("no such overload"),
    };

    private static long Integers(string sign, long a, long b) => sign switch
    {
        "+" => checked(a + b),
        "-" => checked(a - b),
        "*" => checked(a * b),
        "/" when b != 0 => a / b,
        "%" when b != 0 => a % b,
        "/" or "%" => throw new CelException("division by zero"),
        _ => throw new CelException("no such overload"),
    };

    private static double Doubles(string sign, double a, double b) => sign switch
    {
        "+" => a + b,
        "-" => a - b,
        "*" => a * b,
        "/" => a / b,
        _ => throw new CelException("no such overload"),
    };
}
