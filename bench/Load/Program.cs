using Gko.Load;

return await LoadCommand.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
