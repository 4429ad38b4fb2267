namespace Gko.DevCluster.ApiServer;

/// <summary>The variables that an expression sees; inner scopes hide outer ones.</summary>
internal sealed class CelScope
{
    public static readonly CelScope Root = new(null, "", null);

    private readonly CelScope? _outer;
    private readonly string _name;
    private readonly object? _value;

    private CelScope(CelScope? outer, string name, object? value) => (_outer, _name, _value) = (outer, name, value);

    public CelScope With(string name, object? value) => new(this, name, value);

    public object? Get(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._name == name)
            {
                return scope._value;
            }
        }

        throw new CelException($"undeclared reference to '{name}'");
    }
}
