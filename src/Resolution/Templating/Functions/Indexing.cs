using System.Text;
using Gko.Resolution.Templating.Language;

namespace Gko.Resolution.Templating.Functions;

/// <summary>The functions that look into values. Positions in strings count bytes of UTF-8, as in Go.</summary>
internal static class Indexing
{
    public static long Length(FunctionCall call) => call.Arguments[0].Content switch
    {
        string text => Utf8(call, text).Length,
        null or bool or long or byte or double => throw call.Failure($"{call.Arguments[0].TypeName} has no length; give it a string"),
        _ => 0L,
    };

    public static object? Index(FunctionCall call)
    {
        var item = call.Arguments[0];
        if (item.Content is null)
        {
            throw call.Failure("there is no value to look into; give it a string");
        }

        for (var at = 1; at < call.Arguments.Count; at++)
        {
            item = item.Content switch
            {
                string text => item with { Content = Utf8(call, text) is var bytes ? bytes[Position(call, at, bytes.Length - 1)] : default },
                bool or long or byte or double => throw call.Failure($"{item.TypeName} has no positions; give it a string"),
                _ => new Value(call.Text(at)) with { Content = "" },
            };
        }

        return item.Content;
    }

    public static object? Slice(FunctionCall call)
    {
        if (call.Arguments[0].Content is not string text)
        {
            throw call.Failure($"{call.Arguments[0].TypeName} has no parts; give it a string");
        }

        if (call.Arguments.Count > 3)
        {
            throw call.Failure("a string can be cut at two positions only; remove the last");
        }

        var bytes = Utf8(call, text);
        var start = call.Arguments.Count > 1 ? Position(call, 1, bytes.Length) : 0;
        var end = call.Arguments.Count > 2 ? Position(call, 2, bytes.Length) : bytes.Length;
        if (start > end)
        {
            throw call.Failure("its end lies before its start; swap them");
        }

        return StartsCharacter(bytes, start) && StartsCharacter(bytes, end)
            ? Encoding.UTF8.GetString(bytes, start, end - start)
            : throw call.Failure("it cuts a character in two, because positions count bytes of UTF-8; move them");
    }

    private static bool StartsCharacter(byte[] bytes, int at) => at == bytes.Length || (bytes[at] & 0xC0) != 0x80;

    private static byte[] Utf8(FunctionCall call, string text)
    {
        call.Work.Spend(call.Position, text.Length);
        return Encoding.UTF8.GetBytes(text);
    }

    private static int Position(FunctionCall call, int argument, int last)
    {
        var position = call.Arguments[argument].Content switch
        {
            long number => number,
            byte number => number,
            _ => throw call.Failure($"argument {argument + 1} is {call.Arguments[argument].TypeName}, not a position; write an int"),
        };
        return position >= 0 && position <= last
            ? (int)position
            : throw call.Failure($"argument {argument + 1} lies outside of the string; compare with len first");
    }
}
