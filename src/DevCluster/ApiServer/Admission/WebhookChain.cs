using System.Text.Json.Nodes;
using Gko.Kubernetes.Serialization;
using Microsoft.Extensions.Logging;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// Asks the configured webhooks: mutating ones one after the other, with a second round for those that want to see what
/// later ones changed; validating ones at once.
/// </summary>
internal sealed partial class WebhookChain(
    ObjectStore store, ResourceRegistry registry, WebhookClient client, ILogger<WebhookChain> logger) : IAdmissionChain
{
    private const string Group = "admissionregistration.k8s.io";

    private readonly WebhookMatcher _matcher = new(store);

    public async Task<JsonObject?> MutateAsync(AdmissionRequest request, CancellationToken ct)
    {
        var asked = new List<Webhook>();
        var again = new List<Webhook>();
        foreach (var webhook in Configured("mutatingwebhookconfigurations"))
        {
            // Each looks at the object as those before it left it.
            if (!_matcher.Matches(webhook, request))
            {
                continue;
            }

            var before = request.Object;
            request = await MutateAsync(webhook, request, ct).ConfigureAwait(false);
            if (!ReferenceEquals(before, request.Object))
            {
                // Hooks before this one have not seen its change; hooks after it will.
                again = [.. asked.Where(other => other.IsReinvoked)];
            }

            asked.Add(webhook);
        }

        foreach (var webhook in again.Where(webhook => _matcher.Matches(webhook, request)))
        {
            request = await MutateAsync(webhook, request, ct).ConfigureAwait(false);
        }

        return request.Object;
    }

    public async Task ValidateAsync(AdmissionRequest request, CancellationToken ct)
    {
        var webhooks = Configured("validatingwebhookconfigurations").Where(webhook => _matcher.Matches(webhook, request)).ToList();
        var calls = webhooks.Select(webhook => AskAsync(webhook, request, mutating: false, ct)).ToList();
        ApiStatusException? first = null;
        foreach (var call in calls)
        {
            try
            {
                Warn(request, await call.ConfigureAwait(false));
            }
            catch (ApiStatusException refusal)
            {
                // All calls are waited for, so that none outlives the request.
                first ??= refusal;
            }
        }

        if (first is not null)
        {
            throw first;
        }
    }

    private List<Webhook> Configured(string configurations) => Webhook.ReadAll(store, registry.Get(Group, "v1", configurations));

    private async Task<AdmissionRequest> MutateAsync(Webhook webhook, AdmissionRequest request, CancellationToken ct)
    {
        var verdict = await AskAsync(webhook, request, mutating: true, ct).ConfigureAwait(false);
        Warn(request, verdict);
        if (verdict?.Patch is not { Count: > 0 } patch || request.Object is null)
        {
            return request;
        }

        try
        {
            var patched = JsonPatch.Apply(request.Object.Copy(), patch) as JsonObject
                ?? throw Refusals.InternalError($"admission webhook \"{webhook.Name}\" patched the object away");
            if (JsonTree.Same(patched, request.Object))
            {
                return request;
            }

            Pruner.Prune(patched, request.Context.Resource.Schema);
            ObjectShaper.Complete(request.Context.Resource, patched);
            return request with { Object = patched };
        }
        catch (JsonPatchException error)
        {
            throw Refusals.InternalError(error.Message);
        }
    }

    /// <returns>Null when the webhook could not be asked and that is to be ignored.</returns>
    private async Task<WebhookVerdict?> AskAsync(Webhook webhook, AdmissionRequest request, bool mutating, CancellationToken ct)
    {
        if (request.Context.DryRun && webhook.HasSideEffects)
        {
            throw Refusals.BadRequest($"admission webhook \"{webhook.Name}\" does not support dry run");
        }

        try
        {
            return await client.AskAsync(webhook, request, mutating, ct).ConfigureAwait(false);
        }
        catch (WebhookCallException error)
        {
            Log.CallFailed(logger, webhook.Name, webhook.IgnoresFailure, error.Message);
            return webhook.IgnoresFailure
                ? null
                : throw Refusals.InternalError($"failed calling webhook \"{webhook.Name}\": {error.Message}");
        }
    }

    private static void Warn(AdmissionRequest request, WebhookVerdict? verdict) => request.Context.Warnings.AddRange(verdict?.Warnings ?? []);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Webhook {Webhook} could not be asked (ignored: {Ignored}): {Error}")]
        public static partial void CallFailed(ILogger logger, string webhook, bool ignored, string error);
    }
}
