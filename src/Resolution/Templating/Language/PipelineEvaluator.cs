using Gko.Resolution.Templating.Functions;
using Gko.Resolution.Templating.Printing;

namespace Gko.Resolution.Templating.Language;

/// <summary>Computes the values of pipelines.</summary>
internal sealed class PipelineEvaluator(SourceReader sources, WorkMeter work, Scope scope)
{
    /// <summary>The value of the last command; the pipeline's variables are set to it.</summary>
    public async ValueTask<Value> EvaluateAsync(Pipeline pipeline, Value dot)
    {
        Value? value = null;
        foreach (var command in pipeline.Commands)
        {
            value = await EvaluateAsync(command, value, dot).ConfigureAwait(false);
        }

        foreach (var variable in pipeline.Variables)
        {
            if (pipeline.Assigns)
            {
                scope.Assign(pipeline.Position, variable, value!.Value);
            }
            else
            {
                scope.Declare(variable, value!.Value);
            }
        }

        return value!.Value;
    }

    private async ValueTask<Value> EvaluateAsync(Command command, Value? last, Value dot)
    {
        if (command.Head is Operand.Function function)
        {
            return await CallAsync(function, command.Arguments, last, dot).ConfigureAwait(false);
        }

        if (command.Head is Operand.Nil)
        {
            throw new TemplateException(command.Head.Position, "nil alone is no value; write a function before it, or a string");
        }

        var value = await EvaluateAsync(command.Head, dot).ConfigureAwait(false);
        return command.Arguments.Count == 0 && last is null
            ? value
            : throw new TemplateException(command.Head.Position, "only functions take arguments; begin the command with the name of one, such as print");
    }

    private async ValueTask<Value> EvaluateAsync(Operand operand, Value dot)
    {
        work.Spend(operand.Position, TemplateLimits.Step);
        return operand switch
        {
            Operand.Constant constant => new Value(constant.Content),
            Operand.Dot => dot,
            Operand.Variable variable => scope.Get(variable.Position, variable.Name),
            Operand.Function function => await CallAsync(function, [], null, dot).ConfigureAwait(false),
            Operand.Parenthesis parenthesis => await EvaluateAsync(parenthesis.Pipeline, dot).ConfigureAwait(false),
            Operand.Fields fields => Select(fields, await EvaluateAsync(fields.Root, dot).ConfigureAwait(false)),
            _ => new Value(null),
        };
    }

    // The data has no entries, and what is not there has no fields either, which is no error.
    private static Value Select(Operand.Fields fields, Value root) => root.Content is null || root.Content == Value.Data
        ? new Value(null)
        : throw new TemplateException(fields.Position, $"{root.TypeName} has no field {Quoting.ForMessage(fields.Names[0])}; remove it");

    private async ValueTask<Value> CallAsync(Operand.Function function, IReadOnlyList<Operand> operands, Value? last, Value dot)
    {
        FunctionTable.CheckArguments(function, operands.Count + (last is null ? 0 : 1));
        if (function.Name is FunctionTable.And or FunctionTable.Or)
        {
            return await ChooseAsync(function.Name is FunctionTable.Or, operands, last, dot).ConfigureAwait(false);
        }

        var arguments = new List<Value>(operands.Count + 1);
        foreach (var operand in operands)
        {
            arguments.Add(await EvaluateAsync(operand, dot).ConfigureAwait(false));
        }

        if (last is { } final)
        {
            arguments.Add(final);
        }

        var call = new FunctionCall(function.Name, function.Position, arguments, work);
        return function.Name switch
        {
            FunctionTable.Secret => await sources.ReadAsync(TemplateSourceKind.Secret, call).ConfigureAwait(false),
            FunctionTable.ConfigMap => await sources.ReadAsync(TemplateSourceKind.ConfigMap, call).ConfigureAwait(false),
            _ => new Value(FunctionTable.Invoke(call), arguments.Count > 0 ? arguments.Max(argument => argument.Origin) : Origin.Written),
        };
    }

    /// <summary><c>and</c> and <c>or</c>: the first argument that decides, or the last one; those after it are not evaluated.</summary>
    private async ValueTask<Value> ChooseAsync(bool decidesWhen, IReadOnlyList<Operand> operands, Value? last, Value dot)
    {
        var value = new Value(null);
        foreach (var operand in operands)
        {
            value = await EvaluateAsync(operand, dot).ConfigureAwait(false);
            if (value.IsTrue == decidesWhen)
            {
                return value;
            }
        }

        return last ?? value;
    }
}
