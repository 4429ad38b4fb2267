using System.Text.Json.Nodes;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Crds;

/// <summary>
/// Installs CustomResourceDefinitions and waits until the API server serves their kinds. Several replicas may do so at once:
/// each applies the same fields under the same name.
/// </summary>
/// <param name="fieldManager">The owner of what is applied.</param>
public sealed partial class CrdInstaller(IKubeClient client, string fieldManager, TimeProvider time, ILogger<CrdInstaller> logger)
{
    private const int MaxAttempts = 5;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Conditions from before the apply may linger for a moment; a refusal counts when it outlasts this.</summary>
    private static readonly TimeSpan RefusalGrace = TimeSpan.FromSeconds(3);

    /// <summary>Applies all definitions, then waits for each.</summary>
    /// <param name="timeout">For all of them together.</param>
    /// <exception cref="CrdInstallException">Some were refused, or were not established in time.</exception>
    /// <exception cref="FormatException">A document is not a definition.</exception>
    /// <exception cref="HttpRequestException">The API server cannot be reached.</exception>
    public async Task InstallAsync(IReadOnlyCollection<JsonObject> definitions, TimeSpan timeout, CancellationToken ct)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, ct);
        var named = definitions.Select(definition => (Name: CrdDocuments.NameOf(definition), definition)).ToList();
        var outcomes = await Task.WhenAll(named.Select(crd => InstallAsync(crd.Name, crd.definition, timeout, stop.Token, ct)));
        var problems = outcomes.OfType<string>().ToList();
        if (problems.Count > 0)
        {
            throw new CrdInstallException(problems);
        }
    }

    /// <summary>What went wrong, or null.</summary>
    private async Task<string?> InstallAsync(
        string name, JsonObject definition, TimeSpan timeout, CancellationToken stop, CancellationToken ct)
    {
        CustomResourceDefinition? seen = null;
        try
        {
            seen = await ApplyAsync(name, definition, stop);
            var start = time.GetTimestamp();
            while (!IsServed(seen))
            {
                if (Refusal(seen) is { } refusal && time.GetElapsedTime(start) >= RefusalGrace)
                {
                    return $"CustomResourceDefinition {name} was not accepted: {refusal}";
                }

                await Task.Delay(PollInterval, time, stop);
                seen = await client.FindAsync<CustomResourceDefinition>(new ObjectKey(null, name), stop)
                    ?? await ApplyAsync(name, definition, stop);
            }

            Log.Installed(logger, name);
            return null;
        }
        catch (KubeApiException error) when (error.IsInvalid || error.IsForbidden)
        {
            return $"CustomResourceDefinition {name} was refused: {error.Status.Message ?? error.Message}";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"CustomResourceDefinition {name} was not established within {timeout.TotalSeconds:0.#} s: {Describe(seen)}";
        }
    }

    private async Task<CustomResourceDefinition> ApplyAsync(string name, JsonObject definition, CancellationToken ct)
    {
        var patch = Patch.Apply(CrdDocuments.Applicable(definition));
        var options = new PatchOptions { FieldManager = fieldManager, Force = true };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await client.PatchAsync<CustomResourceDefinition>(new ObjectKey(null, name), patch, options, ct);
            }
            catch (KubeApiException error) when ((error.IsConflict || error.IsAlreadyExists) && attempt < MaxAttempts)
            {
                // Another replica applied at the same moment.
                await Task.Delay(PollInterval, time, ct);
            }
        }
    }

    private static bool IsServed(CustomResourceDefinition crd) =>
        crd.Metadata.DeletionTimestamp is null
        && Conditions.IsTrue(crd.Status?.Conditions, "Established")
        && Conditions.IsTrue(crd.Status?.Conditions, "NamesAccepted");

    private static string? Refusal(CustomResourceDefinition crd) =>
        Conditions.Find(crd.Status?.Conditions, "NamesAccepted") is { Status: ConditionStatus.False } refused
            ? $"{refused.Reason}: {refused.Message}"
            : null;

    private static string Describe(CustomResourceDefinition? seen)
    {
        if (seen?.Metadata.DeletionTimestamp is not null)
        {
            return "it is being deleted";
        }

        return seen?.Status?.Conditions is not { Count: > 0 } conditions
            ? "it has no conditions"
            : string.Join("; ", conditions.Select(
                condition => $"{condition.Type} is {condition.Status} ({condition.Reason}: {condition.Message})"));
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "CustomResourceDefinition {Name} is established")]
        public static partial void Installed(ILogger logger, string name);
    }
}
