using System.Globalization;
using System.Text.Json.Nodes;

namespace Gko.Testing;

/// <summary>Invents objects that a schema accepts; the same seed gives the same object.</summary>
public sealed class SchemaSampler(int seed)
{
    private static readonly string[] Awkward =
        ["", " ", "a", "yes", "0x1f", "{#request.headers['a'][0] < 1 && true}", "[[ secret `ns/name/key` ]]", "ä€😀", "\"quoted\"\\", "x\n y\t\u0001", "null"];

    private readonly Random _random = new(seed);

    public JsonNode Sample(JsonObject schema)
    {
        if (schema["enum"] is JsonArray allowed)
        {
            return allowed[_random.Next(allowed.Count)]!.DeepClone();
        }

        return schema["type"]!.GetValue<string>() switch
        {
            "object" => Object(schema),
            "array" => new JsonArray([.. Repeat(3, Bound(schema, "minItems")).Select(_ => Sample(schema["items"]!.AsObject()))]),
            "boolean" => _random.Next(2) == 0,
            "integer" => Integer(schema),
            _ => schema["format"]?.GetValue<string>() == "date-time"
                ? DateTime.UnixEpoch.AddSeconds(_random.Next()).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
                : Text(schema),
        };
    }

    /// <summary>Any JSON but null, as free-form configuration may hold it.</summary>
    public JsonNode Anything(int depth = 4) => _random.Next(depth > 0 ? 6 : 4) switch
    {
        0 => Text(),
        1 => _random.Next(2) == 0,
        2 => _random.NextInt64(),
        3 => Math.Round(_random.NextDouble() * 1000, 3),
        4 => new JsonArray([.. Repeat(3).Select(_ => Anything(depth - 1))]),
        _ => AnyObject(depth),
    };

    private JsonObject Object(JsonObject schema)
    {
        if (schema["additionalProperties"] is JsonObject value)
        {
            return new JsonObject(Repeat(3).Select(i => KeyValuePair.Create($"{Text()}{i}", (JsonNode?)Sample(value))));
        }

        if (schema["properties"] is not JsonObject properties)
        {
            return schema.ContainsKey("x-kubernetes-preserve-unknown-fields") ? AnyObject(4) : [];
        }

        var sample = new JsonObject();
        var required = schema["required"]?.AsArray().Select(name => name!.GetValue<string>()).ToHashSet() ?? [];
        foreach (var (name, property) in properties)
        {
            if (required.Contains(name) || _random.Next(4) > 0)
            {
                sample[name] = Sample(property!.AsObject());
            }
        }

        return sample;
    }

    private JsonObject AnyObject(int depth) =>
        new(Repeat(4).Select(i => KeyValuePair.Create($"{Text()}{i}", (JsonNode?)Anything(depth - 1))));

    private JsonNode Integer(JsonObject schema)
    {
        var (least, most) = schema["format"]!.GetValue<string>() == "int32"
            ? (int.MinValue, int.MaxValue)
            : (long.MinValue, long.MaxValue);
        least = Math.Max(least, schema["minimum"]?.GetValue<long>() ?? least);
        return _random.Next(4) switch { 0 => least, 1 => most, _ => _random.NextInt64(least, most) };
    }

    private string Text(JsonObject schema) => schema["pattern"]?.GetValue<string>() switch
    {
        "^/" => "/" + Text(),
        not null => "Ready", // The other patterns are those of a condition's type and reason.
        _ => Text() + new string('x', Bound(schema, "minLength")),
    };

    private string Text() => Awkward[_random.Next(Awkward.Length)];

    private static int Bound(JsonObject schema, string keyword) => schema[keyword]?.GetValue<int>() ?? 0;

    private IEnumerable<int> Repeat(int most, int least = 0) => Enumerable.Range(0, _random.Next(least, most + 1));
}
