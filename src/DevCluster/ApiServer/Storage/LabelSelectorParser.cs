namespace Gko.DevCluster.ApiServer;

/// <summary>Parses the query form of a label selector.</summary>
internal sealed class LabelSelectorParser(string text)
{
    private static readonly string[] Signs = ["==", "!=", "=", "!", "(", ")", ",", ">", "<"];

    private readonly List<string> _tokens = Tokenize(text);
    private int _at;

    private string Current => _at < _tokens.Count ? _tokens[_at] : "";

    public List<LabelSelector.Requirement> Parse()
    {
        var requirements = new List<LabelSelector.Requirement> { Requirement() };
        while (Current == ",")
        {
            _at++;
            requirements.Add(Requirement());
        }

        return Current.Length == 0 ? requirements : throw Unexpected("found '{0}', expected: ',' or 'end of string'");
    }

    private LabelSelector.Requirement Requirement()
    {
        if (Current == "!")
        {
            _at++;
            return new(Word(), "!", []);
        }

        var key = Word();
        switch (Current)
        {
            case "" or ",":
                return new(key, "exists", []);
            case "=" or "==":
                _at++;
                return new(key, "in", [OptionalWord()]);
            case "!=":
                _at++;
                return new(key, "notin", [OptionalWord()]);
            case ">" or "<":
                return new(key, _tokens[_at++] == ">" ? "gt" : "lt", [Word()]);
            case "in" or "notin":
                return new(key, _tokens[_at++], Values());
            default:
                throw Unexpected("found '{0}', expected: in, notin, =, ==, !=, gt, lt");
        }
    }

    private List<string> Values()
    {
        if (Current != "(")
        {
            throw Unexpected("found '{0}' expected: '('");
        }

        var values = new List<string>();
        do
        {
            _at++;
            values.Add(OptionalWord());
        }
        while (Current == ",");
        if (Current != ")")
        {
            throw Unexpected("found '{0}', expected: ',' or ')'");
        }

        _at++;
        return values;
    }

    private string OptionalWord() => Current.Length == 0 || Signs.Contains(Current) ? "" : Word();

    private string Word()
    {
        if (Current.Length == 0 || Signs.Contains(Current))
        {
            throw Unexpected("found '{0}', expected: identifier");
        }

        return _tokens[_at++];
    }

    private ApiStatusException Unexpected(string format) =>
        Refusals.BadRequest("unable to parse requirement: " + format.Replace("{0}", Current, StringComparison.Ordinal));

    private static List<string> Tokenize(string text)
    {
        var tokens = new List<string>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var sign = Array.Find(Signs, candidate => string.CompareOrdinal(text, at, candidate, 0, candidate.Length) == 0);
            var end = at + (sign?.Length ?? 1);
            while (sign is null && end < text.Length && !char.IsWhiteSpace(text[end]) && !"=!(),<>".Contains(text[end]))
            {
                end++;
            }

            tokens.Add(text[at..end]);
            at = end;
        }

        return tokens;
    }
}
