namespace Gko.DevCluster.ApiServer;

/// <summary>A node of a parsed expression.</summary>
internal abstract class CelExpression
{
    /// <exception cref="CelException">The expression fails on these values, for instance because a key is missing.</exception>
    public abstract object? Evaluate(CelScope scope);

    public virtual IEnumerable<CelExpression> Parts => [];

    /// <summary>This node and all below it.</summary>
    public IEnumerable<CelExpression> Nodes => Parts.SelectMany(part => part.Nodes).Prepend(this);

    /// <summary>The variables that somebody outside has to set.</summary>
    public virtual IEnumerable<string> Variables => Parts.SelectMany(part => part.Variables);

    /// <summary>The type of the result in CEL's words, as far as it is known without the values.</summary>
    public virtual string Type => CelTypes.Unknown;

    public bool Uses(string variable) => Variables.Contains(variable, StringComparer.Ordinal);

    public sealed class Literal(object? value) : CelExpression
    {
        public override string Type => CelTypes.Of(value);

        public override object? Evaluate(CelScope scope) => value;
    }

    public sealed class Variable(string name) : CelExpression
    {
        public string Name { get; } = name;

        public override IEnumerable<string> Variables => [Name];

        public override object? Evaluate(CelScope scope) => scope.Get(Name);
    }

    public sealed class Select(CelExpression target, string field) : CelExpression
    {
        public CelExpression Target { get; } = target;

        public string Field { get; } = field;

        public override IEnumerable<CelExpression> Parts => [Target];

        public override object? Evaluate(CelScope scope) =>
            TryGet(scope, out var value) ? value : throw new CelException($"no such key: {Field}");

        public bool IsPresent(CelScope scope) => TryGet(scope, out _);

        private bool TryGet(CelScope scope, out object? value)
        {
            value = null;
            return Target.Evaluate(scope) is Dictionary<string, object?> map && map.TryGetValue(Field, out value);
        }
    }

    public sealed class Has(Select selection) : CelExpression
    {
        public override IEnumerable<CelExpression> Parts => [selection];

        public override string Type => CelTypes.Bool;

        public override object? Evaluate(CelScope scope) => selection.IsPresent(scope);
    }

    public sealed class Index(CelExpression target, CelExpression index) : CelExpression
    {
        public override IEnumerable<CelExpression> Parts => [target, index];

        public override object? Evaluate(CelScope scope) => (target.Evaluate(scope), index.Evaluate(scope)) switch
        {
            (List<object?> list, long at) when at >= 0 && at < list.Count => list[(int)at],
            (List<object?>, long at) => throw new CelException($"index out of bounds: {at}"),
            (Dictionary<string, object?> map, string key) when map.TryGetValue(key, out var value) => value,
            (Dictionary<string, object?>, string key) => throw new CelException($"no such key: {key}"),
            _ => throw new CelException("no such overload"),
        };
    }

    public sealed class ListOf(IReadOnlyList<CelExpression> items) : CelExpression
    {
        public override IEnumerable<CelExpression> Parts => items;

        public override string Type => CelTypes.List;

        public override object? Evaluate(CelScope scope) => items.Select(item => item.Evaluate(scope)).ToList();
    }

    public sealed class Conditional(CelExpression test, CelExpression then, CelExpression otherwise) : CelExpression
    {
        public override IEnumerable<CelExpression> Parts => [test, then, otherwise];

        public override string Type => then.Type == otherwise.Type ? then.Type : CelTypes.Unknown;

        public override object? Evaluate(CelScope scope) => (CelValue.Truth(test.Evaluate(scope)) ? then : otherwise).Evaluate(scope);
    }

    public sealed class Unary(string sign, CelExpression operand) : CelExpression
    {
        public override IEnumerable<CelExpression> Parts => [operand];

        public override string Type => sign == "!" ? CelTypes.Bool : operand.Type;

        public override object? Evaluate(CelScope scope) => (sign, operand.Evaluate(scope)) switch
        {
            ("!", bool value) => !value,
            ("-", long value) => -value,
            ("-", double value) => -value,
            _ => throw new CelException("no such overload"),
        };
    }

    public sealed class Binary(string sign, CelExpression left, CelExpression right) : CelExpression
    {
        public override IEnumerable<CelExpression> Parts => [left, right];

        public override string Type => CelTypes.OfBinary(sign, left.Type, right.Type);

        public override object? Evaluate(CelScope scope) => CelOperators.Evaluate(sign, left, right, scope);
    }

    public sealed class Call(string name, CelExpression? target, IReadOnlyList<CelExpression> arguments) : CelExpression
    {
        public override IEnumerable<CelExpression> Parts => target is null ? arguments : [target, .. arguments];

        public override string Type => CelTypes.OfCall(name);

        public override object? Evaluate(CelScope scope) =>
            CelFunctions.Call(name, [.. Parts.Select(part => part.Evaluate(scope))]);
    }

    public sealed class Macro(string name, CelExpression target, string variable, CelExpression body) : CelExpression
    {
        public override IEnumerable<CelExpression> Parts => [target, body];

        public override IEnumerable<string> Variables => target.Variables.Concat(body.Variables.Where(other => other != variable));

        public override string Type => name is "filter" or "map" ? CelTypes.List : CelTypes.Bool;

        public override object? Evaluate(CelScope scope)
        {
            var items = target.Evaluate(scope) switch
            {
                List<object?> list => list,
                Dictionary<string, object?> map => [.. map.Keys],
                _ => throw new CelException("no such overload"),
            };
            bool Holds(object? item) => CelValue.Truth(body.Evaluate(scope.With(variable, item)));
            return name switch
            {
                "all" => items.All(Holds),
                "exists" => items.Any(Holds),
                "exists_one" => items.Count(Holds) == 1,
                "filter" => items.Where(Holds).ToList(),
                _ => items.Select(item => body.Evaluate(scope.With(variable, item))).ToList(),
            };
        }
    }
}
