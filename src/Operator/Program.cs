using System.CommandLine;
using Gko.Operator.Commands;

// The host sees to signals itself, and may take longer over its farewell than the two seconds that the default grants.
var configuration = new InvocationConfiguration { ProcessTerminationTimeout = null };
return await GkoCommand.Create().Parse(args).InvokeAsync(configuration).ConfigureAwait(false);
