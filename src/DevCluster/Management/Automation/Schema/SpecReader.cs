using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>
/// Reads a request as APIM's mapper and bean validation do together: known properties only, words in upper case, defaults
/// filled in, nulls left out. Values of a wrong type end the request; what the mapper takes but validation does not is listed.
/// </summary>
internal sealed class SpecReader
{
    /// <summary>The first value of a wrong type or out of a closed set.</summary>
    public Finding? Unexpected { get; private set; }

    public List<Finding> Violations { get; } = [];

    public JsonObject Read(JsonObject source, Shape.Fields shape) => Fields(shape, source, "");

    private JsonNode? Read(Shape shape, JsonNode value, string at) => shape switch
    {
        Shape.Text text => Text(text, value, at),
        Shape.Word word => Word(word, value, at),
        Shape.Flag => value is JsonValue flag && flag.TryGetValue<bool>(out _) ? flag.DeepClone() : Mismatch("boolean", value, at),
        Shape.Number number => Number(number, value, at),
        Shape.Instant => Instant(value, at),
        Shape.Items items => Items(items, value, at),
        Shape.Map map => Map(map, value, at),
        Shape.Fields fields => value is JsonObject source ? Fields(fields, source, at) : Mismatch("object", value, at),
        Shape.OneOf choice => Choice(choice, value, at),
        _ => value.DeepClone(),
    };

    private JsonObject Fields(Shape.Fields shape, JsonObject source, string at)
    {
        var target = new JsonObject();
        foreach (var field in shape.All)
        {
            var location = at.Length == 0 ? field.Name : $"{at}.{field.Name}";
            if (!source.TryGetPropertyValue(field.Name, out var value) && field.Default is not null)
            {
                value = JsonNode.Parse(field.Default);
            }

            if (value is null)
            {
                Violate(field.IsRequired, "must not be null", location);
            }
            else if (Read(field.Shape, value, location) is { } read)
            {
                target[field.Name] = read;
            }
        }

        return target;
    }

    private JsonValue? Text(Shape.Text shape, JsonNode value, string at)
    {
        if (value is not JsonValue scalar)
        {
            return Mismatch("string", value, at);
        }

        // The mapper takes numbers and booleans for strings, though not the other way round.
        var text = scalar.ToString();
        Violate(text.Length < shape.Min || text.Length > shape.Max, $"size must be between {shape.Min} and {shape.Max}", at, value);
        Violate(shape.Pattern is not null && !Regex.IsMatch(text, shape.Pattern, RegexOptions.NonBacktracking), $"must match \"{shape.Pattern}\"", at, value);
        return JsonValue.Create(text);
    }

    private JsonValue? Word(Shape.Word shape, JsonNode value, string at)
    {
        var text = value is JsonValue ? value.ToString() : value.ToJsonString();
        var word = Array.Find(shape.Words, candidate => candidate.Equals(text, StringComparison.OrdinalIgnoreCase));
        return word is not null ? JsonValue.Create(word) : Refuse($"Unexpected value '{text}'", at);
    }

    private JsonValue? Number(Shape.Number shape, JsonNode value, string at)
    {
        if (value is not JsonValue scalar || !scalar.TryGetValue<long>(out var number))
        {
            return Mismatch("integer", value, at);
        }

        Violate(number < shape.Min, $"must be greater than or equal to {shape.Min}", at, value);
        return JsonValue.Create(number);
    }

    private JsonValue? Instant(JsonNode value, string at)
    {
        var text = value is JsonValue ? value.ToString() : value.ToJsonString();
        return text.Length == 0 ? null
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) ? JsonValue.Create(text)
            : Refuse($"Cannot deserialize value of type `java.time.OffsetDateTime` from String \"{text}\"", at);
    }

    private JsonArray? Items(Shape.Items shape, JsonNode value, string at)
    {
        if (value is not JsonArray source)
        {
            Mismatch("array", value, at);
            return null;
        }

        Violate(source.Count < shape.Min, $"size must be between {shape.Min} and {int.MaxValue}", at);
        var target = new JsonArray();
        for (var i = 0; i < source.Count; i++)
        {
            if (source[i] is { } item && Read(shape.Item, item, $"{at}[{i}]") is { } read)
            {
                target.Add(read);
            }
        }

        return target;
    }

    private JsonObject? Map(Shape.Map shape, JsonNode value, string at)
    {
        if (value is not JsonObject source)
        {
            Mismatch("object", value, at);
            return null;
        }

        var target = new JsonObject();
        foreach (var (name, item) in source)
        {
            target[name] = item is null ? null : Read(shape.Value, item, $"{at}[{name}]");
        }

        return target;
    }

    private JsonNode? Choice(Shape.OneOf shape, JsonNode value, string at)
    {
        if (value is not JsonObject source)
        {
            return Mismatch("object", value, at);
        }

        if (source["type"] is not JsonValue type)
        {
            return Refuse("missing type id property 'type'", at);
        }

        var (name, fields) = Array.Find(shape.Kinds, kind => kind.Type.Equals(type.ToString(), StringComparison.OrdinalIgnoreCase));
        if (fields is null)
        {
            return Refuse($"Unexpected value '{type}'", $"{at}.type");
        }

        var target = Fields(fields, source, at);
        target.Insert(0, "type", name);
        return target;
    }

    private JsonValue? Mismatch(string expected, JsonNode value, string at) =>
        Refuse($"Cannot deserialize value of type {expected} from {value.GetValueKind()} value", at);

    private JsonValue? Refuse(string message, string at)
    {
        Unexpected ??= new(message, at);
        return null;
    }

    private void Violate(bool isViolated, string message, string at, JsonNode? value = null)
    {
        if (isViolated)
        {
            Violations.Add(new(message, at, value));
        }
    }
}
