using System.Globalization;

namespace Gko.Testing.Pods;

/// <summary>What the security contexts of a pod and its container, and the image, let the process be and do.</summary>
public sealed record PodIdentity
{
    public required string User { get; init; }

    public required string Group { get; init; }

    /// <summary>Nothing but what is mounted may be written.</summary>
    public bool ReadOnlyRoot { get; init; }

    /// <summary>No program that it runs may have more rights than it has.</summary>
    public bool NoNewPrivileges { get; init; }

    public bool DropsCapabilities { get; init; }

    /// <summary>The container's context wins over the pod's, and that over the image.</summary>
    /// <exception cref="NotSupportedException">Something is asked for that is not understood here.</exception>
    /// <exception cref="InvalidOperationException">A kubelet would refuse to start such a container.</exception>
    public static PodIdentity Of(PodTemplate pod, ImageConfig image)
    {
        // Which system calls are open is a container engine's business.
        var ofPod = pod.Spec.Map("securityContext").WithOnly("the pod's security context", "runAsGroup", "runAsNonRoot", "runAsUser", "seccompProfile");
        var own = pod.Container.Map("securityContext").WithOnly(
            "the container's security context",
            "allowPrivilegeEscalation", "capabilities", "readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot", "runAsUser", "seccompProfile");
        var dropped = own.Map("capabilities").WithOnly("the capabilities", "drop").Texts("drop").ToList();
        if (dropped.Any(capability => capability != "ALL"))
        {
            throw new NotSupportedException($"The container drops {string.Join(", ", dropped)}; this kubelet knows only ALL.");
        }

        var user = Id("runAsUser") ?? image.User;
        if ((own.Flag("runAsNonRoot") ?? ofPod.Flag("runAsNonRoot")) == true && !(uint.TryParse(user, out var id) && id > 0))
        {
            throw new InvalidOperationException($"The container is to run as non-root, and user {user} is not known to be that.");
        }

        return new PodIdentity
        {
            User = user,
            Group = Id("runAsGroup") ?? image.Group,
            ReadOnlyRoot = own.Flag("readOnlyRootFilesystem") ?? false,
            NoNewPrivileges = own.Flag("allowPrivilegeEscalation") == false,
            DropsCapabilities = dropped.Count > 0,
        };

        string? Id(string field) => (own.Number(field) ?? ofPod.Number(field))?.ToString(CultureInfo.InvariantCulture);
    }
}
