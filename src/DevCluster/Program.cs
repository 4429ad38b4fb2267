using System.CommandLine;
using Gko.DevCluster;

// The operator inside may take longer over its farewell than the two seconds that the default grants.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) };
return await DevClusterCommand.Create().Parse(args).InvokeAsync(configuration).ConfigureAwait(false);
