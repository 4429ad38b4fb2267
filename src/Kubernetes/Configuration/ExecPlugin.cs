using System.ComponentModel;
using System.Diagnostics;
using System.Net.Security;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Configuration;

/// <summary>
/// Credentials from an external program, as cloud providers ship them. However many requests wait, the program runs once;
/// its answer is kept until shortly before it expires or until the API server refuses it.
/// </summary>
internal sealed partial class ExecPlugin(ExecPluginOptions options, TimeProvider time, ILogger logger) : ICredentialSource
{
    private const int LongestComplaint = 1024;
    private static readonly TimeSpan RunTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ExpiryMargin = TimeSpan.FromSeconds(10);

    /// <summary>Requests that were refused together must not start one program each.</summary>
    private static readonly TimeSpan RefusalWindow = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task<ExecCredential>? _current;

    public SslStreamCertificateContext? ClientCertificate
    {
        get
        {
            lock (_gate)
            {
                return _current is { IsCompletedSuccessfully: true } task ? task.Result.Certificate : null;
            }
        }
    }

    public async ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct)
    {
        Task<ExecCredential> task;
        lock (_gate)
        {
            if (!IsUsable(_current))
            {
                // Not the caller's token: others wait for the same run.
                _current = Task.Run(RunAsync, CancellationToken.None);
            }

            task = _current!;
        }

        var credential = await task.WaitAsync(ct).ConfigureAwait(false);
        request.Headers.Authorization = credential.Header;
    }

    public ValueTask<bool> InvalidateAsync(CancellationToken ct)
    {
        lock (_gate)
        {
            if (_current is { IsCompletedSuccessfully: true } task && time.GetElapsedTime(task.Result.ObtainedAt) >= RefusalWindow)
            {
                _current = null;
            }
        }

        return ValueTask.FromResult(true);
    }

    private bool IsUsable(Task<ExecCredential>? task) => task switch
    {
        null => false,
        { IsCompleted: false } => true,
        { IsCompletedSuccessfully: true } => task.Result.Expires is not { } expires || time.GetUtcNow() < expires - ExpiryMargin,
        _ => false,
    };

    private async Task<ExecCredential> RunAsync()
    {
        using var process = Start();
        using var timeout = new CancellationTokenSource(RunTimeout, time);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var complaints = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
            var complaint = (await complaints.ConfigureAwait(false)).Trim();
            if (process.ExitCode != 0)
            {
                throw Failure($"ended with code {process.ExitCode}: {complaint[..Math.Min(complaint.Length, LongestComplaint)]}");
            }

            if (complaint.Length > 0)
            {
                Log.PluginSaid(logger, options.Command, complaint);
            }

            return ExecCredential.Parse(await output.ConfigureAwait(false), options.ApiVersion, time.GetTimestamp());
        }
        catch (FormatException error)
        {
            throw Failure($"printed something unusable: {error.Message}", error);
        }
        catch (OperationCanceledException error)
        {
            process.Kill(entireProcessTree: true);
            throw Failure($"did not end within {RunTimeout.TotalSeconds} s", error);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(options.Command, options.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in options.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = ExecInfo();
        try
        {
            return Process.Start(start) ?? throw Failure("cannot be started");
        }
        catch (Win32Exception error)
        {
            throw Failure($"cannot be started: {error.Message}. {options.InstallHint ?? "Install it, or correct the path"}", error);
        }
    }

    private string ExecInfo()
    {
        var spec = new JsonObject { ["interactive"] = false };
        if (options.Cluster is { } cluster)
        {
            spec["cluster"] = cluster.DeepClone();
        }

        return new JsonObject { ["apiVersion"] = options.ApiVersion, ["kind"] = "ExecCredential", ["spec"] = spec }.ToJsonString();
    }

    private KubeConfigException Failure(string what, Exception? inner = null) =>
        new($"{options.Where}: the command '{options.Command}' {what}", inner);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The credential plugin {Command} said: {Complaint}")]
        public static partial void PluginSaid(ILogger logger, string command, string complaint);
    }
}
