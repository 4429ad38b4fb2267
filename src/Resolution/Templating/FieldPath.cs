using System.Globalization;
using System.Text;

namespace Gko.Resolution.Templating;

/// <summary>The place in a spec that a walk through its JSON has come to.</summary>
internal sealed class FieldPath
{
    private readonly Stack<(bool IsArray, int Index, string Name)> _containers = new();

    public void Open(bool isArray)
    {
        Value();
        _containers.Push((isArray, -1, ""));
    }

    public void Close() => _containers.Pop();

    public void Name(string name) => _containers.Push(_containers.Pop() with { Name = name });

    /// <summary>To be told of each value, since values of arrays have no names.</summary>
    public void Value()
    {
        if (_containers.TryPeek(out var container) && container.IsArray)
        {
            _containers.Push(_containers.Pop() with { Index = container.Index + 1 });
        }
    }

    /// <summary>Such as <c>spec.pages[my.page].content</c>: names that would make a path ambiguous are in brackets, as Kubernetes writes them.</summary>
    public override string ToString()
    {
        var path = new StringBuilder("spec");
        foreach (var (isArray, index, name) in _containers.Reverse())
        {
            if (isArray)
            {
                path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            }
            else
            {
                path.Append(Member(name));
            }
        }

        return path.ToString();
    }

    /// <summary>How the path of a member goes on from that of its container.</summary>
    public static string Member(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? $".{name}" : $"[{name}]";
}
