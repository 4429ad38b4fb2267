using Gko.DevCluster;

return await DevClusterCommand.Create().Parse(args).InvokeAsync().ConfigureAwait(false);
