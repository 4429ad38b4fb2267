using Gko.Operator.Commands;

return await GkoCommand.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
