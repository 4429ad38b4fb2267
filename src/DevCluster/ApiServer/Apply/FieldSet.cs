using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// A set of field paths as a trie. Elements are those of <c>fieldsV1</c>: <c>f:name</c>, <c>k:{"key":value}</c> and
/// <c>v:value</c>. A node that is a member is itself in the set, whether or not it has children.
/// </summary>
internal sealed class FieldSet
{
    private readonly SortedDictionary<string, FieldSet> _children = new(StringComparer.Ordinal);

    public bool IsMember { get; private set; }

    public IReadOnlyDictionary<string, FieldSet> Children => _children;

    public bool IsEmpty => !IsMember && _children.Values.All(child => child.IsEmpty);

    public FieldSet? this[string element] => _children.GetValueOrDefault(element);

    public static FieldSet Parse(JsonObject? fields)
    {
        var set = new FieldSet();
        foreach (var (element, children) in fields ?? [])
        {
            if (element == ".")
            {
                set.IsMember = true;
                continue;
            }

            var child = Parse(children as JsonObject);
            child.IsMember |= child._children.Count == 0;
            set._children[element] = child;
        }

        return set;
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (element, child) in _children.Where(pair => !pair.Value.IsEmpty))
        {
            var below = child.ToJson();
            if (child.IsMember && below.Count > 0)
            {
                below.Insert(0, ".", new JsonObject());
            }

            json[element] = below;
        }

        return json;
    }

    public FieldSet Descend(string element)
    {
        if (!_children.TryGetValue(element, out var child))
        {
            child = new FieldSet();
            _children.Add(element, child);
        }

        return child;
    }

    public void Add() => IsMember = true;

    public void Remove(string element) => _children.Remove(element);

    public FieldSet Union(FieldSet other) => Combine(other, (mine, theirs) => mine || theirs);

    public FieldSet Except(FieldSet other) => Combine(other, (mine, theirs) => mine && !theirs);

    public FieldSet Intersect(FieldSet other) => Combine(other, (mine, theirs) => mine && theirs);

    public bool SameAs(FieldSet other) => Except(other).IsEmpty && other.Except(this).IsEmpty;

    /// <summary>
    /// The set with every declared field that leads to a member added; keys of maps and list items are not, since they
    /// come and go with their content only when somebody owns them.
    /// </summary>
    public FieldSet WithNamedParents(Schema? schema)
    {
        var result = new FieldSet { IsMember = IsMember };
        foreach (var (element, child) in _children.Where(pair => !pair.Value.IsEmpty))
        {
            var below = FieldElement.Below(schema, element, out var declared);
            var copy = child.WithNamedParents(below);
            copy.IsMember |= declared;
            result._children[element] = copy;
        }

        return result;
    }

    /// <summary>The members as paths such as <c>.spec.items[name="x"].value</c>, direct members before deeper ones.</summary>
    public IEnumerable<string> Paths(string prefix = "")
    {
        foreach (var (element, _) in _children.Where(pair => pair.Value.IsMember))
        {
            yield return prefix + FieldElement.Show(element);
        }

        foreach (var (element, child) in _children)
        {
            foreach (var path in child.Paths(prefix + FieldElement.Show(element)))
            {
                yield return path;
            }
        }
    }

    private FieldSet Combine(FieldSet other, Func<bool, bool, bool> rule)
    {
        var result = new FieldSet { IsMember = rule(IsMember, other.IsMember) };
        foreach (var element in _children.Keys.Union(other._children.Keys, StringComparer.Ordinal))
        {
            var child = (this[element] ?? new FieldSet()).Combine(other[element] ?? new FieldSet(), rule);
            if (!child.IsEmpty)
            {
                result._children[element] = child;
            }
        }

        return result;
    }
}
