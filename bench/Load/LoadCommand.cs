using System.CommandLine;

namespace Gko.Load;

/// <summary>The command line of the load harness.</summary>
internal static class LoadCommand
{
    public static RootCommand Create()
    {
        var apis = new Option<int>("--apis") { Description = "How many APIs are stored before the operator starts.", DefaultValueFactory = _ => 1000 };
        var delay = new Option<int>("--apim-delay-ms") { Description = "How long the Management API takes for an import." };
        var gko = new Option<string>("--gko") { Description = "The operator to measure: a gko.dll or a published executable.", Required = true };
        var root = new RootCommand("Measures a cold sync: from the start of the operator's process to the last import, and a restart after it.")
        {
            apis, delay, gko,
        };
        root.SetAction(async (result, ct) =>
        {
            await using var run = await ColdSync.PrepareAsync(result.GetValue(apis), TimeSpan.FromMilliseconds(result.GetValue(delay)), ct).ConfigureAwait(false);
            await Console.Out.WriteLineAsync($"API server: {run.ServerName}; {result.GetValue(apis)} APIs stored").ConfigureAwait(false);
            await Console.Out.WriteLineAsync($"cold sync:  {await run.MeasureAsync(result.GetValue(gko)!, expectedImports: result.GetValue(apis), ct).ConfigureAwait(false)}").ConfigureAwait(false);
            await Console.Out.WriteLineAsync($"restart:    {await run.MeasureAsync(result.GetValue(gko)!, expectedImports: 0, ct).ConfigureAwait(false)}").ConfigureAwait(false);
        });
        root.Add(Secrets());
        root.Add(Admission());
        root.Add(Start());
        return root;
    }

    private static Command Secrets()
    {
        var count = new Option<int>("--count") { Description = "How many Secrets.", DefaultValueFactory = _ => 30_000 };
        var size = new Option<int>("--size") { Description = "Bytes of data in each.", DefaultValueFactory = _ => 10_240 };
        var inMemory = new Option<bool>("--in-memory") { Description = "Use the in-memory API server even where a real one could run." };
        var gko = new Option<string>("--gko") { Description = "The operator to measure: a gko.dll or a published executable.", Required = true };
        var secrets = new Command("secrets", "Measures what Secrets that are none of its business cost the operator in memory (Linux only).")
        {
            count, size, inMemory, gko,
        };
        secrets.SetAction(async (result, ct) =>
        {
            await using var cluster = await LoadCluster.StartAsync(ForeignSecrets.Namespace, result.GetValue(inMemory), ct).ConfigureAwait(false);
            await new ForeignSecrets(cluster, result.GetValue(gko)!, Console.Out)
                .MeasureAsync(result.GetValue(count), result.GetValue(size), ct).ConfigureAwait(false);
        });
        return secrets;
    }

    private static Command Admission()
    {
        var apis = new Option<int[]>("--apis")
        {
            Description = "How many APIs are stored; several numbers are measured one after the other.",
            DefaultValueFactory = _ => [100, 1000, 10_000],
            AllowMultipleArgumentsPerToken = true,
        };
        var delay = new Option<int?>("--apim-delay-ms") { Description = "Let the APIs have a context whose Management API answers after that time." };
        var clients = new Option<int>("--clients") { Description = "How many ask at once, each over a connection of its own.", DefaultValueFactory = _ => 8 };
        var seconds = new Option<int>("--seconds") { Description = "How long they ask.", DefaultValueFactory = _ => 10 };
        var rounds = new Option<int>("--rounds") { Description = "How often to measure each number of APIs.", DefaultValueFactory = _ => 3 };
        var inMemory = new Option<bool>("--in-memory") { Description = "Use the in-memory API server even where a real one could run." };
        var gko = new Option<string>("--gko") { Description = "The operator to measure: a gko.dll or a published executable.", Required = true };
        var admission = new Command("admission", "Measures how fast the webhook of v2 APIs answers.") { apis, delay, clients, seconds, rounds, inMemory, gko };
        admission.SetAction(async (result, ct) =>
        {
            var options = new AdmissionLoadOptions(
                result.GetValue(gko)!, result.GetValue(apis)!,
                result.GetValue(delay) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
                result.GetValue(clients), TimeSpan.FromSeconds(result.GetValue(seconds)), result.GetValue(rounds));
            await using var cluster = await LoadCluster.StartAsync(AdmissionLoad.Namespace, result.GetValue(inMemory), ct).ConfigureAwait(false);
            await Console.Out.WriteLineAsync($"API server: {cluster.ServerName}; {options.Clients} clients").ConfigureAwait(false);
            await using var load = new AdmissionLoad(cluster, options, Console.Out);
            await load.MeasureAsync(ct).ConfigureAwait(false);
        });
        return admission;
    }

    private static Command Start()
    {
        var runs = new Option<int>("--runs") { Description = "How often to start it.", DefaultValueFactory = _ => 5 };
        var idle = new Option<int>("--idle-seconds") { Description = "How long it has nothing to do before its memory is looked at. It takes 20 until an idle operator gives back what its start took.", DefaultValueFactory = _ => 40 };
        var confined = new Option<bool>("--confined")
        {
            Description = "Run it as its image would: another user, no capabilities, a read-only file system (Linux, as root).",
        };
        var settings = new Option<string[]>("--set") { Description = "Further environment variables, as NAME=VALUE.", DefaultValueFactory = _ => [] };
        var inMemory = new Option<bool>("--in-memory") { Description = "Use the in-memory API server even where a real one could run." };
        var gko = new Option<string>("--gko") { Description = "The operator to measure: a gko.dll or a published executable.", Required = true };
        var start = new Command("start", "Measures the time to readiness and the memory of an operator without work (Linux only).")
        {
            runs, idle, confined, settings, inMemory, gko,
        };
        start.SetAction(async (result, ct) =>
        {
            var options = new StartUpOptions(
                Path.GetFullPath(result.GetValue(gko)!), result.GetValue(runs), TimeSpan.FromSeconds(result.GetValue(idle)),
                result.GetValue(confined), result.GetValue(settings)!);
            await using var cluster = await LoadCluster.StartAsync(StartUp.Namespace, result.GetValue(inMemory), ct).ConfigureAwait(false);
            await new StartUp(cluster, options, Console.Out).MeasureAsync(ct).ConfigureAwait(false);
        });
        return start;
    }
}
