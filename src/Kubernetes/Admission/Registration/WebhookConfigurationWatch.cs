using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>
/// Tells of every change of two webhook configurations, by whomever. Needs the rights to list and watch them by name; it
/// goes on trying until it has them.
/// </summary>
public sealed class WebhookConfigurationWatch(
    IKubeClient client, string validatingName, string mutatingName, TimeProvider time, ILogger<WebhookConfigurationWatch> logger)
{
    /// <summary>Watches until cancelled.</summary>
    /// <param name="changed">Called also for what exists at the start; must be quick.</param>
    /// <param name="ct">Ends the watch.</param>
    public Task RunAsync(Action changed, CancellationToken ct) => Task.WhenAll(
        FollowAsync<ValidatingWebhookConfiguration>(validatingName, changed, ct),
        FollowAsync<MutatingWebhookConfiguration>(mutatingName, changed, ct));

    private async Task FollowAsync<T>(string name, Action changed, CancellationToken ct) where T : class, IResource<T>
    {
        var informer = new Informer<T>(client, new InformerOptions { FieldSelector = $"metadata.name={name}" }, time, logger);
        using var subscription = informer.Subscribe(_ => changed());
        await informer.RunAsync(ct).ConfigureAwait(false);
    }
}
