namespace Gko.Resolution.Templating.Language;

/// <summary>The variables of a template while it is evaluated; inner ones hide outer ones of the same name.</summary>
internal sealed class Scope
{
    /// <summary>The variable that always holds the data.</summary>
    public const string Root = "$";

    private readonly List<(string Name, Value Value)> _variables = [(Root, new Value(Value.Data))];

    public int Mark() => _variables.Count;

    public void Forget(int mark) => _variables.RemoveRange(mark, _variables.Count - mark);

    public void Declare(string name, Value value) => _variables.Add((name, value));

    public void Assign(int position, string name, Value value) => _variables[Find(position, name)] = (name, value);

    public Value Get(int position, string name) => _variables[Find(position, name)].Value;

    private int Find(int position, string name)
    {
        var index = _variables.FindLastIndex(variable => variable.Name == name);
        return index >= 0 ? index : throw TemplateException.Syntax(position, $"the variable {name} is not set here");
    }
}
