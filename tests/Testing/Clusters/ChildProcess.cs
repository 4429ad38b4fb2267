using System.Diagnostics;
using System.Text;

namespace Gko.Testing.Clusters;

/// <summary>A process that a test owns: its output is kept, lines can be awaited, and it dies with its owner.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly StringBuilder _output = new();
    private readonly List<(Func<string, bool> Matches, TaskCompletionSource<string> Found)> _awaited = [];

    private ChildProcess(Process process) => _process = process;

    /// <summary>Everything printed so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_gate)
            {
                return _output.ToString();
            }
        }
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts a program. Variables with a null value are removed from the inherited environment.</summary>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var info = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
            {
                info.Environment.Remove(name);
            }
            else
            {
                info.Environment[name] = value;
            }
        }

        var child = new ChildProcess(new Process { StartInfo = info, EnableRaisingEvents = true });
        child._process.OutputDataReceived += (_, line) => child.Observe(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Observe(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<CommandResult> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string? input = null,
        IReadOnlyDictionary<string, string?>? environment = null,
        TimeSpan? timeout = null)
    {
        string[] list = [.. arguments];
        var info = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var argument in list)
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            info.Environment[name] = value;
        }

        using var process = Process.Start(info) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
        }

        process.StandardInput.Close();
        using var deadline = new CancellationTokenSource(timeout ?? TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', list)} did not end in time.\n{await output}\n{await error}");
        }

        return new CommandResult($"{program} {string.Join(' ', list)}", process.ExitCode, await output, await error);
    }

    /// <summary>The first line, past or future, that matches; fails when the process ends or the time is up before it.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> matches, TimeSpan timeout)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            var line = _output.ToString().Split('\n').FirstOrDefault(matches);
            if (line is not null)
            {
                return line;
            }

            _awaited.Add((matches, found));
        }

        using var deadline = new CancellationTokenSource(timeout);
        var exit = _process.WaitForExitAsync(deadline.Token);
        var first = await Task.WhenAny(found.Task, exit);
        if (first == found.Task || found.Task.IsCompleted)
        {
            return await found.Task;
        }

        var why = _process.HasExited ? $"ended with code {_process.ExitCode}" : $"did not print the line within {timeout}";
        throw new TimeoutException($"The process {why}. It printed:\n{Output}");
    }

    /// <summary>Sends a POSIX signal by its name, such as TERM, INT, STOP or KILL.</summary>
    public Task SignalAsync(string signal) => RunAsync("kill", [$"-{signal}", $"{Id}"]);

    /// <summary>Waits for the end of the process.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        using var deadline = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"The process still runs after {timeout}. It printed:\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Observe(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_gate)
        {
            _output.Append(line).Append('\n');
            foreach (var waiter in _awaited.Where(waiter => waiter.Matches(line)).ToList())
            {
                waiter.Found.TrySetResult(line);
                _awaited.Remove(waiter);
            }
        }
    }
}
