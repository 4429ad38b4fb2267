using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Crds;
using Gko.Testing.Clusters;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>A real API server that knows widgets, with a status of their own.</summary>
public sealed class RealCluster : IAsyncLifetime
{
    internal const string WidgetDefinition =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata:
          name: widgets.demo.io
        spec:
          group: demo.io
          scope: Namespaced
          names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
          versions:
          - name: v1
            served: true
            storage: true
            subresources:
              status: {}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    x-kubernetes-preserve-unknown-fields: true
                  status:
                    type: object
                    properties:
                      phase: {type: string}
                      observedGeneration: {type: integer, format: int64}
                      conditions:
                        type: array
                        x-kubernetes-list-type: map
                        x-kubernetes-list-map-keys: [type]
                        items:
                          type: object
                          required: [type]
                          x-kubernetes-preserve-unknown-fields: true
                          properties:
                            type: {type: string}
        """;

    private KubeApiServer? _server;

    internal KubeClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (KubeApiServer.Assets is null)
        {
            return;
        }

        _server = await KubeApiServer.StartAsync();
        var connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = _server.KubeConfigPath });
        Client = new KubeClient(connection, TimeProvider.System, NullLogger<KubeClient>.Instance);
        await new CrdInstaller(Client, "test", TimeProvider.System, NullLogger<CrdInstaller>.Instance)
            .InstallAsync(CrdDocuments.Parse(WidgetDefinition), TimeSpan.FromSeconds(30), default);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}
