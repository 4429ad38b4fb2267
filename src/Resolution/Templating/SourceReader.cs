using System.Buffers;
using Gko.Kubernetes.Model;
using Gko.Resolution.Templating.Functions;
using Gko.Resolution.Templating.Language;
using Gko.Resolution.Templating.Printing;

namespace Gko.Resolution.Templating;

/// <summary>The functions <c>secret</c> and <c>configmap</c> for one spec; it remembers what it has read.</summary>
internal sealed class SourceReader(ITemplateSources sources, string ns, CancellationToken ct)
{
    // Of DNS subdomains only the alphabet and the length: enough to be sure of the path of a request.
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private readonly Dictionary<TemplateSourceKey, TemplateSource?> _read = [];

    /// <summary>Every object that was asked for so far, in the order of asking.</summary>
    public IReadOnlyCollection<TemplateSourceKey> Asked => _read.Keys;

    /// <summary>The value that the call's argument, <c>name/key</c>, names.</summary>
    /// <exception cref="TemplateException">The argument is malformed, or there is no such value.</exception>
    public async ValueTask<Value> ReadAsync(TemplateSourceKind kind, FunctionCall call)
    {
        var argument = call.Text(0);
        if (call.Arguments[0].Origin is Origin.Secret)
        {
            // Names end up in requests, audit logs and messages, where a secret must not.
            throw call.Failure("its argument comes from a Secret, but names of sources are not confidential; write the name into the template");
        }

        var slash = argument.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IsObjectName(argument.AsSpan(0, slash)) || slash == argument.Length - 1 || argument.AsSpan(slash + 1).Contains('/'))
        {
            var wrong = argument.Length == 0 ? $"empty {call.Name} name" : $"wrong {call.Name} name. Example my-{call.Name}/key1, not {Quoted(call, argument)}";
            throw new TemplateException(
                call.Position, $"{wrong}; write {call.Name} \"name/key\" with the name of an object in this namespace and one of its keys");
        }

        var asked = new TemplateSourceKey(kind, new ObjectKey(ns, argument[..slash]));
        if (!_read.TryGetValue(asked, out var source))
        {
            _read.Add(asked, null);
            _read[asked] = source = await sources.ReadAsync(kind, asked.Key, ct).ConfigureAwait(false);
        }

        var text = Find(source, argument[(slash + 1)..], asked, call);
        call.Work.Spend(call.Position, text.Length);
        return new Value(text, kind is TemplateSourceKind.Secret ? Origin.Secret : Origin.ConfigMap);
    }

    private static string Find(TemplateSource? source, string key, TemplateSourceKey asked, FunctionCall call)
    {
        var isWritten = call.Arguments[0].Origin is Origin.Written;
        var what = isWritten ? $"{call.Name} [{asked.Key}]" : $"the {call.Name} that the template computes the name of";
        var not = isWritten ? "not" : "was not";
        var keyText = isWritten ? $"key [{Quoting.ForMessage(key).Trim('"')}]" : "the key that the template computes";
        if (source is null)
        {
            throw new TemplateException(
                call.Position, $"{what} {not} found; create it or correct the template", ProblemKind.UnresolvedReference);
        }

        if (!source.Values.TryGetValue(key, out var text))
        {
            throw new TemplateException(call.Position, $"{keyText} {not} found in {what}; add the key to its data or correct the template");
        }

        return text.Length > 0
            ? text
            : throw new TemplateException(call.Position, $"{keyText} {not} found in {what}: its value is empty; give it one or correct the template");
    }

    private static string Quoted(FunctionCall call, string argument) =>
        call.Arguments[0].Origin is Origin.Written ? Quoting.ForMessage(argument) : "the computed argument";

    private static bool IsObjectName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= 253 && char.IsAsciiLetterOrDigit(name[0]) && !name.ContainsAnyExcept(NameCharacters);
}
