using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Resolution.Templating.Language;

namespace Gko.Resolution.Templating;

/// <summary>
/// Replaces the templates of a spec, such as <c>[[ secret `name/key` ]]</c>, by what they evaluate to. The language is that of
/// Go's text/template with the delimiters <c>[[</c> and <c>]]</c>. It applies to every string value of the spec, never to
/// names; a value that was read from a source is not evaluated again.
/// </summary>
/// <param name="sources">Where Secrets and ConfigMaps come from.</param>
/// <param name="enabled">With false every spec stays as it is.</param>
public sealed class TemplateCompiler(ITemplateSources sources, bool enabled)
{
    /// <summary>
    /// Compiles a spec. One without templates comes back as the same instance. Each source is read at most once.
    /// </summary>
    /// <param name="spec">The spec; it is not changed.</param>
    /// <param name="type">How it is read and written.</param>
    /// <param name="ns">The namespace of the object, and so of the only Secrets and ConfigMaps it can use.</param>
    /// <param name="ct">Ends the evaluation and the reading of sources.</param>
    /// <returns>
    /// The compiled spec or what is wrong: <see cref="ProblemKind.UnresolvedReference"/> when a source does not exist, else
    /// <see cref="ProblemKind.Template"/>, which includes a key that is missing or empty. What the sources threw is thrown.
    /// </returns>
    public async ValueTask<TemplateOutcome<T>> CompileAsync<T>(T spec, JsonTypeInfo<T> type, string ns, CancellationToken ct)
        where T : class
    {
        if (!enabled)
        {
            return new TemplateOutcome<T>(spec, [], []);
        }

        var document = new TemplatedDocument(JsonSerializer.SerializeToUtf8Bytes(spec, type));
        if (document.Fields.Count == 0)
        {
            return new TemplateOutcome<T>(spec, [], []);
        }

        var reader = new SourceReader(sources, ns, ct);
        var work = new WorkMeter(ct);
        var texts = new List<string>(document.Fields.Count);
        var problems = new List<ResolutionProblem>();
        foreach (var field in document.Fields)
        {
            try
            {
                texts.Add(await new Evaluator(reader, work).RenderAsync(Parser.Parse(field.Text)).ConfigureAwait(false));
            }
            catch (TemplateException error)
            {
                problems.Add(error.ToProblem(field));
            }
        }

        return problems.Count > 0
            ? new TemplateOutcome<T>(problems[0], problems, reader.Asked)
            : Read(document.With(texts), type, reader.Asked);
    }

    private static TemplateOutcome<T> Read<T>(ReadOnlyMemory<byte> json, JsonTypeInfo<T> type, IReadOnlyCollection<TemplateSourceKey> asked)
        where T : class
    {
        try
        {
            return new TemplateOutcome<T>(JsonSerializer.Deserialize(json.Span, type)!, [], asked);
        }
        catch (JsonException error)
        {
            // The exception's own message may quote the value.
            var path = $"spec{error.Path?.TrimStart('$')}";
            var problem = new ResolutionProblem(
                ProblemKind.Template, $"{path}: the text that its template makes does not fit this field; change the template or its source", path);
            return new TemplateOutcome<T>(problem, [problem], asked);
        }
    }
}
