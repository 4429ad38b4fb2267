using System.Globalization;
using System.Text;
using Gko.Resolution.Templating.Language;

namespace Gko.Resolution.Templating.Printing;

/// <summary>Reads a format, and knows which argument comes next.</summary>
internal sealed class DirectiveReader(string format, IReadOnlyList<Value> arguments)
{
    // Beyond this a width is taken for a mistake, as Go does.
    private const int MaxNumber = 1_000_000;

    private int _at;
    private int _argument;
    private bool _afterIndex;

    /// <summary>True when an argument was chosen by its index: unused ones are then no mistake.</summary>
    public bool IsReordered { get; private set; }

    public bool AtEnd => _at >= format.Length;

    /// <summary>The arguments that no directive has used.</summary>
    public IEnumerable<Value> Unused => arguments.Skip(_argument);

    /// <summary>The text up to the next directive.</summary>
    public ReadOnlySpan<char> ReadText()
    {
        var start = _at;
        var percent = format.IndexOf('%', _at);
        _at = percent < 0 ? format.Length : percent;
        return format.AsSpan(start, _at - start);
    }

    /// <summary>The next argument; false when there is none left.</summary>
    public bool TryTake(out Value argument)
    {
        var exists = _argument < arguments.Count;
        argument = exists ? arguments[_argument++] : default;
        return exists;
    }

    /// <summary>The directive at the percent sign; null when the format ends before its verb.</summary>
    /// <param name="mistakes">Gets what Go writes for a width or a precision that is no number.</param>
    public Directive? Read(List<string> mistakes)
    {
        _at++;
        _afterIndex = false;
        var directive = new Directive();
        ReadFlags(directive);
        ReadIndex(directive);
        ReadWidth(directive, mistakes);
        if (_at + 1 < format.Length && format[_at] == '.')
        {
            ReadPrecision(directive, mistakes);
        }

        if (!_afterIndex)
        {
            ReadIndex(directive);
        }

        if (AtEnd)
        {
            return null;
        }

        Rune.DecodeFromUtf16(format.AsSpan(_at), out var verb, out var length);
        _at += length;
        directive.Verb = verb;
        return directive;
    }

    private void ReadFlags(Directive directive)
    {
        for (; !AtEnd; _at++)
        {
            switch (format[_at])
            {
                case '#':
                    directive.Sharp = true;
                    break;
                case '0':
                    directive.Zero = true;
                    break;
                case '+':
                    directive.Plus = true;
                    break;
                case '-':
                    directive.Minus = true;
                    break;
                case ' ':
                    directive.Space = true;
                    break;
                default:
                    return;
            }
        }
    }

    private void ReadWidth(Directive directive, List<string> mistakes)
    {
        if (!AtEnd && format[_at] == '*')
        {
            directive.Width = TakeNumber();
            if (directive.Width is null)
            {
                mistakes.Add("%!(BADWIDTH)");
            }
            else if (directive.Width < 0)
            {
                directive.Width = -directive.Width;
                directive.Minus = true;
                directive.Zero = false;
            }
        }
        else
        {
            directive.Width = ReadNumber();
            directive.BadIndex |= _afterIndex && directive.Width is not null;
        }
    }

    private void ReadPrecision(Directive directive, List<string> mistakes)
    {
        _at++;
        directive.BadIndex |= _afterIndex;
        ReadIndex(directive);
        if (!AtEnd && format[_at] == '*')
        {
            directive.Precision = TakeNumber();
            directive.Precision = directive.Precision < 0 ? null : directive.Precision;
            if (directive.Precision is null)
            {
                mistakes.Add("%!(BADPREC)");
            }
        }
        else
        {
            directive.Precision = ReadNumber() ?? 0;
        }
    }

    /// <summary>An index such as <c>[2]</c>, which chooses the argument.</summary>
    private void ReadIndex(Directive directive)
    {
        _afterIndex = false;
        if (AtEnd || format[_at] != '[')
        {
            return;
        }

        IsReordered = true;
        var close = format.IndexOf(']', _at);
        var number = close < 0 ? "" : format[(_at + 1)..close];
        _at = close < 0 ? _at + 1 : close + 1;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || index > MaxNumber)
        {
            directive.BadIndex = true;
            return;
        }

        _afterIndex = true;
        if (index >= 1 && index <= arguments.Count)
        {
            _argument = index - 1;
        }
        else
        {
            directive.BadIndex = true;
        }
    }

    private int? ReadNumber()
    {
        var start = _at;
        var number = 0;
        for (; !AtEnd && char.IsAsciiDigit(format[_at]); _at++)
        {
            if (number > MaxNumber)
            {
                _at = format.Length;
                return null;
            }

            number = (number * 10) + format[_at] - '0';
        }

        return _at > start ? number : null;
    }

    private int? TakeNumber()
    {
        _at++;
        _afterIndex = false;
        return TryTake(out var argument) ? argument.Content switch
        {
            long number and >= -MaxNumber and <= MaxNumber => (int)number,
            byte number => number,
            _ => null,
        } : null;
    }
}
