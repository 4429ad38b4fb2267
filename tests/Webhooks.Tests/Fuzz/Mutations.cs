using System.Text;
using System.Text.Json.Nodes;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>Ways to spoil a review; the same random numbers spoil it in the same way.</summary>
internal static class Mutations
{
    private static readonly byte[][] NoText = [[0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x00], [0xE2, 0x82]];

    private static readonly string[] Raw =
    [
        "1e400", "-1e400", "1e-400", "NaN", "-0", "1.0", "99999999999999999999", "0.1e1", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\u0000b\"",
        "{\"a\\ud800\":1}", "{\"a\":1,\"a\":2}", "{\"a\\u0000\":{}}", "[[],[[]]]", "[null,null]", "{\"\":null}", "\"\\uD83D\\uDE00\"", "\"\\u005B\\u005B x ]]\"",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "\u0000", "\ud83d\ude00\u0000", "[[", "]]", "[[ ]]", "[[ . ]]", "[[ secret `apim-credentials/password` ]]", "[[ configmap `a/b` ]]",
        "[[ printf `%1000000000d` 1 ]]", "[[ range $i, $e := . ]]", "../../../etc", "%", "%zz", "//", "/a/../../b", "http://[::1", "http://\u0000", "file:///x",
        "((a+)+)+$", "{#request.path matches '(a+)+$'}", "2024-13-45T99:99:99Z", "\r\nX-Injected: yes", "ａ", "İstanbul", "true", "-1", "default/other",
    ];

    /// <summary>The review as bytes, spoilt in one way or several.</summary>
    public static byte[] Spoil(Random random, JsonObject review) => random.Next(10) switch
    {
        0 => Truncate(random, RawJson.Encode(review)),
        1 => Flip(random, RawJson.Encode(review)),
        2 => Splice(random, RawJson.Encode(review)),
        3 => Insert(RawJson.Encode(review), random.Next(), NoText[random.Next(NoText.Length)]),
        4 => RawJson.Encode(Envelope(random, review)),
        5 => RawJson.Encode(Nulls(random, review)),
        _ => RawJson.Encode(Replace(random, review)),
    };

    /// <summary>A value that has the wrong type, form or size for most places.</summary>
    private static JsonNode? Odd(Random random) => random.Next(10) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.NextInt64(long.MinValue, long.MaxValue),
        3 => new JsonArray(1, "x", null, new JsonArray(), new JsonObject()),
        4 => new JsonObject { ["name"] = new JsonObject { ["a"] = null }, [""] = "x" },
        5 => Nested(random.Next(2, 90)),
        6 => new string('/', 5000),
        7 or 8 => RawJson.Of(Raw[random.Next(Raw.Length)]),
        _ => Texts[random.Next(Texts.Length)],
    };

    private static byte[] Truncate(Random random, byte[] intact) => intact[..random.Next(intact.Length)];

    private static byte[] Flip(Random random, byte[] intact)
    {
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            intact[random.Next(intact.Length)] = (byte)random.Next(256);
        }

        return intact;
    }

    private static byte[] Splice(Random random, byte[] intact)
    {
        int from = random.Next(intact.Length), count = random.Next(intact.Length - from), to = random.Next(intact.Length);
        return [.. intact[..to], .. intact[from..(from + count)], .. intact[to..]];
    }

    /// <summary>Puts bytes into one of the texts.</summary>
    private static byte[] Insert(byte[] intact, int number, byte[] bytes)
    {
        var starts = Enumerable.Range(1, intact.Length - 1).Where(at => intact[at - 1] == '"' && char.IsAsciiLetter((char)intact[at])).ToList();
        var at = starts[number % starts.Count];
        return [.. intact[..at], .. bytes, .. intact[at..]];
    }

    private static JsonObject Envelope(Random random, JsonObject review)
    {
        var request = review["request"]!.AsObject();
        string[] members = [.. request.Select(member => member.Key)];
        var member = members[random.Next(members.Length)];
        switch (random.Next(5))
        {
            case 0:
                request.Remove(member);
                break;
            case 1:
                request[member] = Odd(random);
                break;
            case 2:
                (request["object"], request["oldObject"]) = (request["oldObject"]?.DeepClone(), request["object"]?.DeepClone());
                break;
            case 3:
                request["operation"] = new[] { "CONNECT", "create", "", "DELETE", "UPDATE", "CREATE" }[random.Next(6)];
                break;
            default:
                request["oldObject"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Secret", ["metadata"] = new JsonObject { ["name"] = "s" }, ["spec"] = "no" };
                break;
        }

        return review;
    }

    /// <summary>Nulls instead of all values of a part of the object.</summary>
    private static JsonObject Nulls(Random random, JsonObject review)
    {
        var part = Pick(random, Places(review)).Parent;
        foreach (var key in part is JsonObject map ? map.Select(member => member.Key).ToList() : [])
        {
            part[key] = null;
        }

        for (var i = 0; i < (part as JsonArray)?.Count; i++)
        {
            part[i] = null;
        }

        return review;
    }

    /// <summary>Odd values in some places, mostly of the objects.</summary>
    private static JsonObject Replace(Random random, JsonObject review)
    {
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var all = Places(review);
            var (parent, key, index) = Pick(random, all);
            if (parent is JsonObject map)
            {
                map[key] = Odd(random);
            }
            else
            {
                parent[index] = Odd(random);
            }
        }

        return review;
    }

    private static (JsonNode Parent, string Key, int Index) Pick(Random random, List<(JsonNode Parent, string Key, int Index)> places) =>
        places[random.Next(places.Count)];

    private static List<(JsonNode Parent, string Key, int Index)> Places(JsonObject review)
    {
        var places = new List<(JsonNode, string, int)>();
        var request = review["request"] as JsonObject;
        Collect(request?["object"], places);
        Collect(request?["oldObject"], places);
        if (places.Count == 0)
        {
            Collect(review, places);
        }

        return places;
    }

    private static void Collect(JsonNode? node, List<(JsonNode Parent, string Key, int Index)> places)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var member in map)
                {
                    places.Add((map, member.Key, 0));
                    Collect(member.Value, places);
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    places.Add((list, "", i));
                    Collect(list[i], places);
                }

                break;
        }
    }

    private static JsonNode Nested(int depth) =>
        RawJson.Of(new StringBuilder().Insert(0, "[{\"a\":", depth).Append('1').Insert(depth * 6 + 1, "}]", depth).ToString());
}
