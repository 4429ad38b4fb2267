using Gko.Resolution.Templating.Printing;

namespace Gko.Resolution.Templating.Language;

/// <summary>Writes the text of one template.</summary>
internal sealed class Evaluator(SourceReader sources, WorkMeter work)
{
    private readonly Scope _scope = new();
    private readonly BoundedText _output = new(work);

    private enum Flow
    {
        Next,
        Break,
        Continue,
    }

    private PipelineEvaluator Pipelines => field ??= new PipelineEvaluator(sources, work, _scope);

    /// <exception cref="TemplateException">A function does not accept its arguments, or a limit is exceeded.</exception>
    public async ValueTask<string> RenderAsync(IReadOnlyList<Node> template)
    {
        await WriteAsync(template, new Value(Value.Data)).ConfigureAwait(false);
        return _output.ToString();
    }

    private async ValueTask<Flow> WriteAsync(IReadOnlyList<Node> nodes, Value dot)
    {
        foreach (var node in nodes)
        {
            work.Spend(node.Position, TemplateLimits.Step);
            var flow = node switch
            {
                Node.Text text => Write(text),
                Node.Action action => await WriteAsync(action, dot).ConfigureAwait(false),
                Node.Condition condition => await WriteAsync(condition, dot).ConfigureAwait(false),
                Node.Range range => await WriteAsync(range, dot).ConfigureAwait(false),
                _ => ((Node.Jump)node).IsBreak ? Flow.Break : Flow.Continue,
            };
            if (flow is not Flow.Next)
            {
                return flow;
            }
        }

        return Flow.Next;
    }

    private Flow Write(Node.Text text)
    {
        _output.Append(text.Position, text.Content);
        return Flow.Next;
    }

    private async ValueTask<Flow> WriteAsync(Node.Action action, Value dot)
    {
        var value = await Pipelines.EvaluateAsync(action.Pipeline, dot).ConfigureAwait(false);
        if (action.Pipeline.Variables.Count == 0)
        {
            _output.Append(action.Position, value.Content is null ? ValueText.NoValue : ValueText.Of(value));
        }

        return Flow.Next;
    }

    private async ValueTask<Flow> WriteAsync(Node.Condition condition, Value dot)
    {
        var mark = _scope.Mark();
        var taken = condition.Otherwise;
        var inner = dot;
        foreach (var branch in condition.Branches)
        {
            var value = await Pipelines.EvaluateAsync(branch.Pipeline, dot).ConfigureAwait(false);
            if (value.IsTrue)
            {
                taken = branch.Body;
                inner = condition.SetsDot ? value : dot;
                break;
            }
        }

        var flow = await WriteAsync(taken, inner).ConfigureAwait(false);
        _scope.Forget(mark);
        return flow;
    }

    private async ValueTask<Flow> WriteAsync(Node.Range range, Value dot)
    {
        var mark = _scope.Mark();
        var value = await Pipelines.EvaluateAsync(range.Pipeline, dot).ConfigureAwait(false);
        var flow = Flow.Next;
        if (CountOf(range, value) is > 0 and var count)
        {
            await RepeatAsync(range, count, value.Origin).ConfigureAwait(false);
        }
        else
        {
            // As in Go, a break in here ends this range, a continue goes on with the one around it.
            flow = await WriteAsync(range.Otherwise, dot).ConfigureAwait(false);
            flow = flow is Flow.Break ? Flow.Next : flow;
        }

        _scope.Forget(mark);
        return flow;
    }

    private static long CountOf(Node.Range range, Value value) => value.Content switch
    {
        long or byte when range.Pipeline.Variables.Count > 1 =>
            throw new TemplateException(range.Position, "a range over a number can set one variable only; remove the first"),
        long count => count,
        byte count => count,
        string or double or bool => throw new TemplateException(
            range.Position, $"range cannot go through {value.TypeName}, only through the numbers below an int; write such as [[ range 3 ]]"),
        _ => 0,
    };

    private async ValueTask RepeatAsync(Node.Range range, long count, Origin origin)
    {
        var inner = _scope.Mark();
        for (long index = 0; index < count; index++)
        {
            work.Spend(range.Position, TemplateLimits.Step);
            var item = new Value(index, origin);
            if (range.Pipeline.Variables is [var variable])
            {
                _scope.Assign(range.Position, variable, item);
            }

            var flow = await WriteAsync(range.Body, item).ConfigureAwait(false);
            _scope.Forget(inner);
            if (flow is Flow.Break)
            {
                return;
            }
        }
    }
}
