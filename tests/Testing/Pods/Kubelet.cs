using System.Diagnostics;
using Gko.Testing.Clusters;

namespace Gko.Testing.Pods;

/// <summary>
/// A kubelet in miniature, for the Deployments of this repository: it starts the process that the pod's container would be, with
/// the variables, files, user and rights that the Deployment says as the API server has it, and leads Services to it. What it does
/// not understand it refuses. Of what can be said about a pod, it ignores where it is to run, limits of resources, liveness probes,
/// system call filters and pulling images; the network is the machine's.
/// </summary>
/// <param name="program">The executable that the image holds.</param>
public sealed class Kubelet(KubeApiServer server, Kubectl kubectl, string program)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Why no pod can run here, in words for a skipped test; null when one can.</summary>
    public static string? Missing { get; } = Confinement.Missing is { } why ? $"pods are skipped: {why}"
        : NodeAddress.Value is null ? $"pods are skipped: {NodeAddress.Missing}"
        : null;

    /// <summary>Starts a pod of a Deployment and waits until it is ready and its Services lead to it.</summary>
    /// <exception cref="NotSupportedException">The Deployment says something that is not understood here.</exception>
    /// <exception cref="InvalidOperationException">The pod cannot start, or does not become ready; the message holds its log.</exception>
    public async Task<Pod> StartAsync(string @namespace, string deployment)
    {
        var cluster = new ClusterReader(server, kubectl, @namespace);
        var template = await cluster.DeploymentAsync(deployment).ConfigureAwait(false);
        var image = ImageConfig.OfRepository();
        var identity = PodIdentity.Of(template, image);
        var environment = await new PodEnvironment(template, image, cluster, server.Url).BuildAsync().ConfigureAwait(false);
        var volumes = new PodVolumes(template, cluster);
        var watch = new Stopwatch();
        Pod pod;
        try
        {
            var mounts = await volumes.MountAsync().ConfigureAwait(false);
            watch.Start();
            var process = Confinement.Start(Command(template, image), identity, [new BindMount(program, image.Program), .. mounts], environment);
            pod = new Pod(template, process, volumes, new EndpointSlices(template, cluster, kubectl));
        }
        catch
        {
            volumes.Dispose();
            throw;
        }

        await BecomeReadyAsync(pod, watch).ConfigureAwait(false);
        return pod;
    }

    private static async Task BecomeReadyAsync(Pod pod, Stopwatch watch)
    {
        try
        {
            await ReadinessProbe.WaitAsync(pod.Template, pod.Process, Patience).ConfigureAwait(false);
            pod.ReadyAfter = watch.Elapsed;
            await pod.Services.AnnounceAsync().ConfigureAwait(false);
        }
        catch
        {
            await pod.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static IEnumerable<string> Command(PodTemplate pod, ImageConfig image)
    {
        var command = pod.Container.Texts("command").ToList();
        return (command.Count > 0 ? command : image.Entrypoint).Concat(pod.Container.Texts("args"));
    }
}
