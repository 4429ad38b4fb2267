namespace Gko.Kubernetes.Configuration;

/// <summary>Finds the API server as kubectl and controller-runtime do.</summary>
public static class KubeConfigLoader
{
    /// <summary>
    /// The first of: the file of <see cref="KubeConfigOptions.Path"/>; the files of <c>KUBECONFIG</c>, merged; the pod's service
    /// account; <c>~/.kube/config</c>.
    /// </summary>
    /// <exception cref="KubeConfigException">None of them exists, or the first that does is malformed.</exception>
    public static KubeConnection Load(KubeConfigOptions? options = null)
    {
        options ??= new KubeConfigOptions();
        if (!string.IsNullOrEmpty(options.Path))
        {
            return File.Exists(options.Path)
                ? FromFiles([options.Path], options)
                : throw new KubeConfigException($"{options.Path}: no such kubeconfig file; correct the path given with --kubeconfig");
        }

        if (options.Environment("KUBECONFIG") is { Length: > 0 } list)
        {
            return FromFiles(ExistingFiles(list), options);
        }

        if (options.Context is null && InClusterConfig.IsPresent(options))
        {
            return InClusterConfig.Load(options);
        }

        var home = Path.Combine(options.HomeFolder, ".kube", "config");
        return File.Exists(home)
            ? FromFiles([home], options)
            : throw new KubeConfigException(
                $"no Kubernetes cluster is configured: there is no --kubeconfig option, KUBECONFIG is not set, this is no pod "
                + $"(KUBERNETES_SERVICE_HOST is not set) and {home} does not exist; set one of them");
    }

    /// <summary>The connection of a pod, by its service account.</summary>
    /// <exception cref="KubeConfigException">This is no pod, or its service account is not mounted.</exception>
    public static KubeConnection InCluster(KubeConfigOptions? options = null) => InClusterConfig.Load(options ?? new KubeConfigOptions());

    private static KubeConnection FromFiles(IReadOnlyList<string> files, KubeConfigOptions options) =>
        new KubeConnectionBuilder(KubeConfigEntries.Read(files), options).Build();

    /// <summary>Absent files of a list are passed over, as kubectl does: such lists often name files of clusters that come and go.</summary>
    private static List<string> ExistingFiles(string list)
    {
        var files = list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(File.Exists).ToList();
        return files.Count > 0
            ? files
            : throw new KubeConfigException($"KUBECONFIG names no file that exists ({list}); correct or unset it");
    }
}
