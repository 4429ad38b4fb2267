using System.Globalization;
using System.Text;
using Gko.Resolution.Templating.Functions;
using Gko.Resolution.Templating.Language;

namespace Gko.Resolution.Templating.Printing;

/// <summary>The function <c>printf</c>. Mistakes in a format do not fail: they appear in the text, as with Go.</summary>
internal sealed class Printf
{
    private readonly FunctionCall _call;
    private readonly BoundedText _text;

    private Printf(FunctionCall call)
    {
        _call = call;
        _text = new BoundedText(call.Work);
    }

    /// <summary>The first argument is the format, the others are for its directives.</summary>
    public static string Format(FunctionCall call) => new Printf(call).Format();

    private string Format()
    {
        var reader = new DirectiveReader(_call.Text(0), [.. _call.Arguments.Skip(1)]);
        var mistakes = new List<string>();
        while (!reader.AtEnd)
        {
            _text.Append(_call.Position, reader.ReadText());
            if (reader.AtEnd)
            {
                break;
            }

            var directive = reader.Read(mistakes);
            mistakes.ForEach(mistake => Write(mistake));
            mistakes.Clear();
            Write(directive, reader);
        }

        if (!reader.IsReordered && reader.Unused.Any())
        {
            Write($"%!(EXTRA {string.Join(", ", reader.Unused.Select(Typed))})");
        }

        return _text.ToString();
    }

    private void Write(Directive? directive, DirectiveReader reader)
    {
        if (directive is null)
        {
            Write("%!(NOVERB)");
        }
        else if (directive.Verb.Value == '%')
        {
            Write("%");
        }
        else if (directive.BadIndex)
        {
            Write($"%!{directive.Verb}(BADINDEX)");
        }
        else if (!reader.TryTake(out var argument))
        {
            Write($"%!{directive.Verb}(MISSING)");
        }
        else
        {
            Write(directive, argument);
        }
    }

    private void Write(Directive directive, Value value)
    {
        _call.Work.Spend(_call.Position, (value.Content as string)?.Length ?? 0);
        var formatted = directive.Verb.Value is 'T' ? TextFormat.Plain(directive, value.TypeName) : Formatted(directive, value);
        if (formatted is null)
        {
            WriteBadVerb(directive, value);
            return;
        }

        Write(directive, formatted);
    }

    private void Write(Directive directive, PaddedText formatted)
    {
        var length = formatted.Sign.Length + formatted.Text.EnumerateRunes().Count();
        var missing = formatted.IsPadded ? Math.Max(0, (directive.Width ?? 0) - length) : 0;
        var pad = formatted.AllowsZeros && directive is { Zero: true, Minus: false } ? '0' : ' ';
        Write(formatted.Sign);
        _text.Append(_call.Position, pad, directive.Minus ? 0 : missing);
        Write(formatted.Text);
        _text.Append(_call.Position, pad, directive.Minus ? missing : 0);
    }

    private void WriteBadVerb(Directive directive, Value value)
    {
        Write($"%!{directive.Verb}(");
        if (value.Content is null)
        {
            Write(ValueText.Nil);
        }
        else
        {
            Write($"{value.TypeName}=");
            Write(directive with { Verb = new Rune('v') }, Formatted(directive with { Verb = new Rune('v') }, value, keepsFlags: true)!);
        }

        Write(")");
    }

    /// <summary>Null when the verb does not suit the value.</summary>
    private PaddedText? Formatted(Directive directive, Value value, bool keepsFlags = false)
    {
        var verb = directive.Verb.Value;
        if (value.Content is null)
        {
            return verb == 'v' ? new PaddedText(ValueText.Nil) : null;
        }

        if (verb == 'p' && value.Content == Value.Data)
        {
            throw _call.Failure("%p writes addresses, which differ each time; use %v");
        }

        // With %v, # asks for the syntax of Go and + for names of fields, of which there are none.
        var isSyntax = verb == 'v' && directive.Sharp && !keepsFlags;
        var flags = verb == 'v' && !keepsFlags ? directive with { Sharp = false, Plus = false } : directive;
        return value.Content switch
        {
            string text => TextFormat.Of(flags, text, isSyntax),
            bool truth => verb is 't' or 'v' ? new PaddedText(truth ? "true" : "false") : null,
            long number => IntegerFormat.Of(flags, number, number < 0),
            byte number => IntegerFormat.Of(isSyntax ? flags with { Verb = new Rune('x'), Sharp = true } : flags, number, isNegative: false),
            double number => FormatFloat(flags, number),
            _ => verb is 'w' ? null : new PaddedText(isSyntax ? "map[string]string{}" : "map[]") { IsPadded = false },
        };
    }

    private PaddedText? FormatFloat(Directive directive, double number)
    {
        var verb = directive.Verb.Value;
        if (verb is 'b' or 'x' or 'X' || (directive.Sharp && verb is 'v' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G'))
        {
            throw _call.Failure($"%{(directive.Sharp ? "#" : "")}{directive.Verb} of a float64 is not supported; use %e, %f or %g");
        }

        if (verb is not ('v' or 'e' or 'E' or 'f' or 'F' or 'g' or 'G'))
        {
            return null;
        }

        var form = verb is 'v' ? 'g' : char.ToLowerInvariant((char)verb);
        var text = FloatText.Format(number, form, directive.Precision ?? (form == 'g' ? FloatText.Shortest : 6));
        text = verb is 'E' or 'G' ? text.ToUpper(CultureInfo.InvariantCulture) : text;
        var sign = text[0] == '-' ? "-" : directive.Plus ? "+" : directive.Space ? " " : "";
        text = text.TrimStart('-');
        return directive is { Zero: true, Minus: false } && directive.Width > sign.Length + text.Length
            ? new PaddedText(text) { Sign = sign }
            : new PaddedText(sign + text);
    }

    private string Typed(Value value) => value.Content is null ? ValueText.Nil : $"{value.TypeName}={ValueText.Of(value)}";

    private void Write(string text) => _text.Append(_call.Position, text);
}
