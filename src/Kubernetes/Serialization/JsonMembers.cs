using System.Text.Json;

namespace Gko.Kubernetes.Serialization;

/// <summary>
/// Finds members of an object by name. The element itself looks through all of them each time, which takes for ever in an
/// object of a hundred thousand. As there, the last of several with one name counts.
/// </summary>
internal readonly struct JsonMembers
{
    private const int Few = 32;

    private readonly JsonElement _element;
    private readonly Dictionary<string, JsonElement>? _byName;

    public JsonMembers(JsonElement element)
    {
        _element = element;
        if (element.GetPropertyCount() > Few)
        {
            _byName = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
            foreach (var member in element.EnumerateObject())
            {
                _byName[member.Name] = member.Value;
            }
        }
    }

    public bool TryGet(string name, out JsonElement value) =>
        _byName is null ? _element.TryGetProperty(name, out value) : _byName.TryGetValue(name, out value);
}
