using System.Collections.Frozen;
using Gko.Resolution.Templating.Language;
using Gko.Resolution.Templating.Printing;

namespace Gko.Resolution.Templating.Functions;

/// <summary>The functions that templates can use: those of Go, and <c>secret</c> and <c>configmap</c>.</summary>
internal static class FunctionTable
{
    public const string Secret = "secret";
    public const string ConfigMap = "configmap";
    public const string And = "and";
    public const string Or = "or";
    public const string Call = "call";

    private const int Any = int.MaxValue;

    private static readonly FrozenDictionary<string, Entry> Entries = new Dictionary<string, Entry>
    {
        // These four need more than their arguments; PipelineEvaluator carries them out.
        [Secret] = new(1, 1, null),
        [ConfigMap] = new(1, 1, null),
        [And] = new(1, Any, null),
        [Or] = new(1, Any, null),
        ["not"] = new(1, 1, call => !call.Arguments[0].IsTrue),
        ["eq"] = new(2, Any, call => Comparison.EqualsAny(call)),
        ["ne"] = new(2, 2, call => !Comparison.EqualsAny(call)),
        ["lt"] = new(2, 2, call => Comparison.Order(call) < 0),
        ["le"] = new(2, 2, call => Comparison.Order(call) <= 0),
        ["gt"] = new(2, 2, call => Comparison.Order(call) > 0),
        ["ge"] = new(2, 2, call => Comparison.Order(call) >= 0),
        ["len"] = new(1, 1, call => Indexing.Length(call)),
        ["index"] = new(1, Any, Indexing.Index),
        ["slice"] = new(1, 4, Indexing.Slice),
        ["print"] = new(0, Any, call => ValueText.Print(call)),
        ["println"] = new(0, Any, call => ValueText.PrintLine(call)),
        ["printf"] = new(1, Any, Printf.Format),
        ["html"] = new(0, Any, Escapes.Html),
        ["js"] = new(0, Any, Escapes.Script),
        ["urlquery"] = new(0, Any, Escapes.UrlQuery),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static bool Contains(string name) => Entries.ContainsKey(name);

    /// <exception cref="TemplateException">The function does not take that many.</exception>
    public static void CheckArguments(Operand.Function function, int count)
    {
        var entry = Entries[function.Name];
        if (count < entry.Least || count > entry.Most)
        {
            var wanted = entry.Most == entry.Least ? $"{entry.Least}" : entry.Most == Any ? $"at least {entry.Least}" : $"{entry.Least} to {entry.Most}";
            var noun = entry.Most == 1 ? "argument" : "arguments";
            throw new TemplateException(function.Position, $"{function.Name} takes {wanted} {noun}, not {count}; correct them");
        }
    }

    /// <exception cref="TemplateException">The function does not accept its arguments.</exception>
    public static object? Invoke(FunctionCall call) => Entries[call.Name].Body!(call);

    private sealed record Entry(int Least, int Most, Func<FunctionCall, object?>? Body);
}
