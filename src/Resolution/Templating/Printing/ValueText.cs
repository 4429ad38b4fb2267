using System.Globalization;
using Gko.Resolution.Templating.Functions;
using Gko.Resolution.Templating.Language;

namespace Gko.Resolution.Templating.Printing;

/// <summary>How values look by default.</summary>
internal static class ValueText
{
    /// <summary>What an action writes that has no value.</summary>
    public const string NoValue = "<no value>";

    /// <summary>What functions print for no value.</summary>
    public const string Nil = "<nil>";

    public static string Of(Value value) => value.Content switch
    {
        null => Nil,
        string text => text,
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        byte number => number.ToString(CultureInfo.InvariantCulture),
        double number => FloatText.Format(number, 'g', FloatText.Shortest),
        _ => "map[]",
    };

    /// <summary>All arguments, with a space between those of which neither is a string.</summary>
    public static string Print(FunctionCall call)
    {
        var text = new BoundedText(call.Work);
        var separates = false;
        foreach (var argument in call.Arguments)
        {
            if (separates && argument.Content is not string)
            {
                text.Append(call.Position, " ");
            }

            text.Append(call.Position, Of(argument));
            separates = argument.Content is not string;
        }

        return text.ToString();
    }

    /// <summary>All arguments with spaces between them, and a line feed.</summary>
    public static string PrintLine(FunctionCall call)
    {
        var text = new BoundedText(call.Work);
        for (var index = 0; index < call.Arguments.Count; index++)
        {
            text.Append(call.Position, index > 0 ? " " : "");
            text.Append(call.Position, Of(call.Arguments[index]));
        }

        text.Append(call.Position, "\n");
        return text.ToString();
    }
}
