using System.Text;
using System.Text.Json.Nodes;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>Reviews that cost whoever reads them carelessly all memory, all time or the stack. Each is small enough to be sent.</summary>
/// <param name="many">How many elements, members or levels.</param>
/// <param name="largest">How many bytes a value has at most.</param>
internal sealed class Bombs(int many, int largest)
{
    private string[] Templates =>
    [
        new StringBuilder().Insert(0, "[[ (", many / 5).ToString(),
        new StringBuilder().Insert(0, "[[ if true ]]", many / 5).ToString(),
        "[[ printf `%999999999d` 1 ]]",
        "[[ printf `%0100000d%0100000d%0100000d` 1 2 3 ]]",
        "[[ range $i, $e := `aaaaaaaaaaaaaaaaaaaaaaaa` ]][[ range $j, $f := `aaaaaaaaaaaaaaaaaaaaaa` ]]x[[ end ]][[ end ]]",
        "[[ define `a` ]][[ template `a` ]][[ end ]][[ template `a` ]]",
        "[[ $a := `aaaaaaaaaa` ]]" + new StringBuilder().Insert(0, "[[ $a = print $a $a ]]", 60),
        new StringBuilder().Insert(0, "[[ secret `apim-credentials/password` ]]", many / 20).ToString(),
        new StringBuilder().Insert(0, "[[", many).ToString(),
        "[[ index (index (index `a` 0) 0) 99999999999 ]]",
    ];

    /// <summary>Bombs of any kind of object.</summary>
    public IEnumerable<(string Name, Func<JsonObject, byte[]> Build)> General =>
    [
        ("nested arrays", review => InSpec(review, Nested("[", "]"))),
        ("nested objects", review => InSpec(review, Nested("{\"a\":", "}", "1"))),
        ("nested arrays that never end", review => InSpec(review, new string('[', many))),
        ("nested metadata", review => At(review, "object", "metadata", Nested("{\"a\":", "}", "1"))),
        ("nested user", review => At(review, "userInfo", "extra", Nested("{\"a\":", "}", "1"))),
        ("nested options", review => With(review, "options", Nested("[", "]"))),
        ("nothing but brackets", _ => Encoding.UTF8.GetBytes(new string('[', many))),
        ("a text of megabytes", review => InSpec(review, $"\"{new string('x', largest)}\"")),
        ("a name of megabytes", review => At(review, "object", "metadata", $"{{\"name\":\"{new string('n', largest)}\"}}")),
        ("a requested name of megabytes", review => With(review, "name", $"\"{new string('n', largest)}\"")),
        ("an operation of megabytes", review => With(review, "operation", $"\"{new string('o', largest)}\"")),
        ("a uid of megabytes", review => With(review, "uid", $"\"{new string('u', largest)}\"")),
        ("escapes of megabytes", review => InSpec(review, $"\"{new StringBuilder().Insert(0, "\\u0000", largest / 6)}\"")),
        ("a number of megabytes", review => InSpec(review, new string('9', largest))),
        ("a list of numbers", review => InSpec(review, $"[{string.Join(',', Enumerable.Repeat("1", largest / 2))}]")),
        ("one key again and again", review => InSpec(review, $"{{{string.Join(',', Enumerable.Repeat("\"a\":1", many))}}}")),
        ("many keys", review => InSpec(review, Keys())),
        ("many labels", review => At(review, "object", "metadata", $"{{\"name\":\"n\",\"labels\":{Keys()},\"annotations\":{Keys()}}}")),
        ("many groups", review => At(review, "userInfo", "groups", $"[{string.Join(',', Enumerable.Range(0, many).Select(i => $"\"{i}\""))}]")),
        ("keys with NUL", review => InSpec(review, "{\"\\u0000\":1,\"a\\u0000b\":2}")),
        ("keys that are no text", review => InSpec(review, "{\"\\ud800\":1}")),
        ("blanks of megabytes", review => [.. RawJson.Encode(review), .. Encoding.ASCII.GetBytes(new string(' ', largest))]),
        ("more than fits", review => [.. RawJson.Encode(review), .. Encoding.ASCII.GetBytes(new string(' ', 16 * 1024 * 1024))]),
    ];

    /// <summary>Every text of the spec is one and the same hostile template.</summary>
    public IEnumerable<(string Name, Func<JsonObject, byte[]> Build)> OfTemplates =>
        Templates.Select<string, (string, Func<JsonObject, byte[]>)>((template, index) => ($"template {index}", review =>
        {
            Fill(review["request"]!["object"]!["spec"]!, template);
            return RawJson.Encode(review);
        }));

    /// <summary>Each list of the spec in turn has far too many elements, and each map far too many keys.</summary>
    public IEnumerable<(string Name, Func<JsonObject, byte[]> Build)> OfLists(JsonObject sample)
    {
        foreach (var path in Paths(sample["request"]!["object"]!["spec"]!, []))
        {
            yield return ($"many {string.Join('.', path)}", review => Multiply(review, path));
        }
    }

    private byte[] Multiply(JsonObject review, object[] path)
    {
        var parent = path[..^1].Aggregate(review["request"]!["object"]!["spec"]!, Step);
        var element = (Step(parent, path[^1]) is JsonArray list ? list[0] : Step(parent, path[^1]).AsObject().First().Value)!.ToJsonString();
        var count = Math.Min(many, largest / (element.Length + 12));
        parent[(string)path[^1]] = RawJson.Of(Step(parent, path[^1]) is JsonArray
            ? $"[{string.Join(',', Enumerable.Repeat(element, count))}]"
            : $"{{{string.Join(',', Enumerable.Range(0, count).Select(index => $"\"k{index}\":{element}"))}}}");
        return RawJson.Encode(review);
    }

    private static JsonNode Step(JsonNode node, object step) => step is string name ? node[name]! : node[(int)step]!;

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] path)
    {
        if (node is JsonArray { Count: > 0 } list)
        {
            yield return path;
            foreach (var inner in Paths(list[0], [.. path, 0]))
            {
                yield return inner;
            }
        }
        else if (node is JsonObject { Count: > 0 } map)
        {
            if (path.Length > 0 && path[^1] is string && map.All(member => member.Value is JsonObject))
            {
                yield return path;
            }

            foreach (var inner in map.SelectMany(member => Paths(member.Value, [.. path, member.Key])))
            {
                yield return inner;
            }
        }
    }

    private static void Fill(JsonNode node, string text)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var key in map.Select(member => member.Key).ToList())
                {
                    map[key] = Filled(map[key], text);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    list[i] = Filled(list[i], text);
                }

                break;
        }
    }

    private static JsonNode? Filled(JsonNode? node, string text)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out _))
        {
            return text;
        }

        if (node is not null)
        {
            Fill(node, text);
        }

        return node?.DeepClone();
    }

    private static byte[] InSpec(JsonObject review, string json)
    {
        var spec = review["request"]!["object"]!["spec"]!.AsObject();
        foreach (var key in spec.Select(member => member.Key).ToList())
        {
            // Where it has a meaning, and where it has none.
            if (key is "description" or "resources" or "configuration")
            {
                spec[key] = RawJson.Of(json);
                return RawJson.Encode(review);
            }
        }

        spec["unknown"] = RawJson.Of(json);
        return RawJson.Encode(review);
    }

    private static byte[] At(JsonObject review, string part, string member, string json)
    {
        review["request"]![part]![member] = RawJson.Of(json);
        return RawJson.Encode(review);
    }

    private static byte[] With(JsonObject review, string member, string json)
    {
        review["request"]![member] = RawJson.Of(json);
        return RawJson.Encode(review);
    }

    private string Nested(string open, string close, string core = "") =>
        $"{new StringBuilder().Insert(0, open, many)}{core}{new StringBuilder().Insert(0, close, many)}";

    private string Keys() => $"{{{string.Join(',', Enumerable.Range(0, many).Select(index => $"\"k{index}\":\"v\""))}}}";
}
