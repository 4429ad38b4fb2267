using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>
/// Tells the API server which webhooks to call and whom to trust. Nothing is written when nothing differs, so both jobs may
/// run as often as one likes.
/// </summary>
/// <param name="fieldManager">The owner of what is written.</param>
public sealed partial class WebhookRegistrar(IKubeClient client, string fieldManager, ILogger<WebhookRegistrar> logger)
{
    private const int MaxAttempts = 5;

    // Whether the API server is too old to know match conditions; asking for them again and again would never be fulfilled.
    private volatile bool _withoutConditions;

    /// <summary>
    /// Creates or updates the configurations so that they hold these webhooks. A configuration without webhooks is left
    /// alone, and so are webhooks that others added to ours.
    /// </summary>
    /// <returns>Whether anything was written.</returns>
    public async Task<bool> RegisterAsync(
        WebhookRegistration registration, IReadOnlyList<WebhookDescription> webhooks, CancellationToken ct)
    {
        var entries = webhooks.Where(webhook => webhook.ResourceType.Namespaced || registration.Namespaces is null or { Count: 0 })
            .ToLookup(webhook => webhook.Mutating, webhook => WebhookEntryBuilder.Build(registration, webhook));
        var validating = await UpsertAsync(
            Configuration(new ValidatingWebhookConfiguration(), registration.ValidatingName, registration, entries[false]),
            registration.KeepsTrusted, ct);
        var mutating = await UpsertAsync(
            Configuration(new MutatingWebhookConfiguration(), registration.MutatingName, registration, entries[true]),
            registration.KeepsTrusted, ct);
        return validating || mutating;
    }

    /// <summary>Sets the trusted certificates of every webhook in existing configurations, and nothing else.</summary>
    /// <param name="validatingName">Null when there is none to patch.</param>
    /// <param name="mutatingName">Null when there is none to patch.</param>
    /// <param name="caBundle">PEM.</param>
    /// <param name="keepTrusted">Whether certificates that are trusted now stay so, behind the others.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether anything was written.</returns>
    /// <exception cref="KubeApiException">A configuration does not exist or may not be patched.</exception>
    public async Task<bool> PatchCaBundleAsync(
        string? validatingName, string? mutatingName, string caBundle, bool keepTrusted, CancellationToken ct)
    {
        byte[] Wanted(byte[]? present) => keepTrusted ? CaBundles.Extend(present, caBundle) : Encoding.UTF8.GetBytes(caBundle);
        var validating = validatingName is not null && await PatchAsync<ValidatingWebhookConfiguration>(validatingName, Wanted, ct);
        var mutating = mutatingName is not null && await PatchAsync<MutatingWebhookConfiguration>(mutatingName, Wanted, ct);
        return validating || mutating;
    }

    /// <summary>
    /// Removes the configurations that lead to the address. One that leads elsewhere belongs to another process, which
    /// registered itself under the same name later and may still be there.
    /// </summary>
    public async Task UnregisterAsync(Uri url, string validatingName, string mutatingName, CancellationToken ct)
    {
        await DeleteAsync<ValidatingWebhookConfiguration>(validatingName, url, ct);
        await DeleteAsync<MutatingWebhookConfiguration>(mutatingName, url, ct);
    }

    private async Task DeleteAsync<T>(string name, Uri url, CancellationToken ct) where T : class, IWebhookConfiguration, IResource<T>
    {
        var key = new ObjectKey(null, name);
        var stored = await client.FindAsync<T>(key, ct);
        if (stored?.Webhooks is null || !stored.Webhooks.Exists(webhook => LeadsTo(webhook, url)))
        {
            return;
        }

        try
        {
            var seen = new DeleteOptions { Uid = stored.Metadata.Uid, ResourceVersion = stored.Metadata.ResourceVersion };
            await client.DeleteAsync<T>(key, seen, ct);
        }
        catch (KubeApiException error) when (error.IsNotFound || error.IsConflict)
        {
            // Removed or changed by somebody else at the same moment, who then sees to it.
        }
    }

    private static bool LeadsTo(WebhookEntry webhook, Uri url) =>
        Uri.TryCreate(webhook.ClientConfig?.Url, UriKind.Absolute, out var registered)
        && Uri.Compare(registered, url, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static T Configuration<T>(T configuration, string name, WebhookRegistration registration, IEnumerable<WebhookEntry> entries)
        where T : class, IWebhookConfiguration, IResource<T>
    {
        configuration.ApiVersion = T.Type.ApiVersion;
        configuration.Kind = T.Type.Kind;
        configuration.Metadata = new ObjectMeta { Name = name, Labels = registration.Labels?.ToDictionary() };
        configuration.Webhooks = [.. entries];
        return configuration;
    }

    private async Task<bool> UpsertAsync<T>(T wanted, bool keepTrusted, CancellationToken ct) where T : class, IWebhookConfiguration, IResource<T>
    {
        if (wanted.Webhooks is not { Count: > 0 })
        {
            return false;
        }

        var stored = await client.FindAsync<T>(ObjectKey.Of(wanted), ct);
        RemoveUnknown(wanted);
        if (keepTrusted)
        {
            KeepTrusted(stored, wanted);
        }

        if (WebhookComparison.Holds(stored, wanted))
        {
            return false;
        }

        var answer = await ApplyAsync(wanted, ct);
        if (answer.Metadata.ResourceVersion == stored?.Metadata.ResourceVersion)
        {
            // Webhooks of others stand beside ours.
            return false;
        }

        Log.Registered(logger, T.Type.Kind, answer.Metadata.Name ?? "", wanted.Webhooks.Count);
        return true;
    }

    private async Task<T> ApplyAsync<T>(T wanted, CancellationToken ct) where T : class, IWebhookConfiguration, IResource<T>
    {
        try
        {
            var body = JsonSerializer.SerializeToNode(wanted, T.Type.Json)!;
            var options = new PatchOptions { FieldManager = fieldManager, Force = true };
            var answer = await client.PatchAsync<T>(ObjectKey.Of(wanted), Patch.Apply(body), options, ct);
            _withoutConditions |= answer.Webhooks?.TrueForAll(entry => entry.MatchConditions is null) == true;
            return answer;
        }
        catch (KubeApiException error) when (!_withoutConditions && error.Message.Contains(".matchConditions: field not declared", StringComparison.Ordinal))
        {
            _withoutConditions = true;
            RemoveUnknown(wanted);
            return await ApplyAsync(wanted, ct);
        }
    }

    private static void KeepTrusted(IWebhookConfiguration? stored, IWebhookConfiguration wanted)
    {
        foreach (var (entry, config) in wanted.Webhooks!.Select(entry => (entry, entry.ClientConfig)))
        {
            var present = stored?.Webhooks?.Find(other => other.Name == entry.Name)?.ClientConfig?.CaBundle;
            if (config?.CaBundle is { } caBundle)
            {
                config.CaBundle = CaBundles.Extend(present, Encoding.UTF8.GetString(caBundle));
            }
        }
    }

    private void RemoveUnknown(IWebhookConfiguration wanted)
    {
        if (_withoutConditions)
        {
            wanted.Webhooks!.ForEach(entry => entry.MatchConditions = null);
        }
    }

    private async Task<bool> PatchAsync<T>(string name, Func<byte[]?, byte[]> caBundle, CancellationToken ct)
        where T : class, IWebhookConfiguration, IResource<T>
    {
        var key = new ObjectKey(null, name);
        for (var attempt = 1; ; attempt++)
        {
            var operations = CaBundleOperations(await client.GetAsync<T>(key, ct), caBundle);
            if (operations.Count == 0)
            {
                return false;
            }

            try
            {
                await client.PatchAsync<T>(key, Patch.Json(operations), new PatchOptions { FieldManager = fieldManager }, ct);
                Log.Patched(logger, T.Type.Kind, name);
                return true;
            }
            catch (KubeApiException error) when ((error.IsInvalid || error.IsConflict) && attempt < MaxAttempts)
            {
                // The list of webhooks changed since it was read, so that a test failed: read it again.
            }
        }
    }

    private static JsonArray CaBundleOperations<T>(T configuration, Func<byte[]?, byte[]> caBundle) where T : IWebhookConfiguration
    {
        var operations = new JsonArray();
        var entries = configuration.Webhooks ?? [];
        for (var i = 0; i < entries.Count; i++)
        {
            var stored = entries[i].ClientConfig?.CaBundle;
            var wanted = caBundle(stored);
            if (stored?.AsSpan().SequenceEqual(wanted) == true)
            {
                continue;
            }

            operations.Add((JsonNode)new JsonObject { ["op"] = "test", ["path"] = $"/webhooks/{i}/name", ["value"] = entries[i].Name });
            operations.Add((JsonNode)new JsonObject
            {
                ["op"] = "add",
                ["path"] = $"/webhooks/{i}/clientConfig/caBundle",
                ["value"] = Convert.ToBase64String(wanted),
            });
        }

        return operations;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Registered {Count} webhooks in {Kind} {Name}")]
        public static partial void Registered(ILogger logger, string kind, string name, int count);

        [LoggerMessage(2, LogLevel.Information, "Set the trusted certificates of {Kind} {Name}")]
        public static partial void Patched(ILogger logger, string kind, string name);
    }
}
