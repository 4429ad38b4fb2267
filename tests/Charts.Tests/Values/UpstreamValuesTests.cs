using System.Text.Json.Nodes;
using Gko.Charts.Tests.Rendering;
using Gko.Kubernetes.Serialization;

namespace Gko.Charts.Tests.Values;

/// <summary>Who upgrades from upstream's chart keeps the values: each has the name and the default that it has there.</summary>
public sealed class UpstreamValuesTests
{
    /// <summary>Upstream's values at 4.13.</summary>
    private const string Upstream = """
        common: {annotations: {}, labels: {}}
        serviceAccount: {create: true, name: gko-controller-manager}
        rbac: {create: true, skipClusterRoles: false}
        manager:
          annotations: {}
          labels: {}
          volumes: []
          volumeMounts: []
          image: {repository: graviteeio/kubernetes-operator, tag: "", pullPolicy: IfNotPresent, pullSecret: {}}
          pod: {securityContext: {runAsNonRoot: true}, nodeSelector: {}}
          container: {securityContext: {allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: {drop: [ALL]}}}
          logs: {json: true, format: json, level: info, levelCase: upper, timestamp: {field: timestamp, format: epoch-second}}
          configMap: {name: gko-config}
          resources: {limits: {cpu: 500m, memory: 256Mi}, requests: {cpu: 50m, memory: 128Mi}}
          tolerations: []
          hostNetwork: false
          scope: {cluster: true, namespaces: []}
          applyCRDs: true
          maxConcurrentReconciles: 1
          reconcile: {strategy: onSpecChange}
          metrics:
            enabled: true
            port: 8080
            secured: true
            certDir: ""
            prometheus: {instance: {create: false}, monitor: {create: false, insecureSkipCertVerify: true}}
          probes: {port: 8081}
          httpClient:
            insecureSkipCertVerify: false
            timeoutSeconds: 5
            proxy: {enabled: false, useSystemProxy: false, url: "", username: "", password: ""}
            trustStore: {path: ""}
          webhook:
            enabled: true
            configuration:
              validatingName: gko-validating-webhook-configurations
              mutatingName: gko-mutating-webhook-configurations
              useAutoUniqueNames: false
            service: {name: gko-webhook, port: 443, targetPort: 9443}
            cert: {create: true, secret: {name: gko-webhook-cert}}
            admission: {checkApiContextPathConflictInCluster: false}
          templating: {enabled: true}
          driftDetection: {enabled: true}
        ingress: {controller: {enabled: true}, ingressClasses: [graviteeio], templates: {404: {name: "", namespace: ""}}}
        gatewayAPI: {applyCRDs: true, controller: {enabled: false, skipAPIDefinition: false, matchAcrossRoutes: false}}
        httpClient: {insecureSkipCertVerify: false}
        dev: {debug: {enabled: false, port: 32767}}
        """;

    /// <summary>Values of charts from 4.3 on that are not in the last one, or had another default.</summary>
    private const string Earlier = """
        rbacProxy:
          enabled: true
          image: {repository: quay.io/brancz/kube-rbac-proxy, tag: v0.18.2, pullPolicy: IfNotPresent, pullSecret: {}}
        manager:
          image: {tag: latest}
          pod: {securityContext: {}}
          container: {securityContext: {}}
          resources: {limits: {cpu: 500m, memory: 128Mi}, requests: {cpu: 5m, memory: 64Mi}}
          httpClient: {timeoutSeconds: 10}
          webhook: {service: {port: 9443}}
          maxConcurrentReconciles: 4
        """;

    /// <summary>Keys without a value, as files have them whose entries were commented out.</summary>
    private const string Blank = """
        common:
          annotations:
          labels:
        manager:
          annotations:
          labels:
          volumes:
          volumeMounts:
          image: {tag: null, pullSecret: null}
          pod:
            nodeSelector:
          resources:
          tolerations:
          scope:
            namespaces:
        nameOverride:
        fullnameOverride:
        """;

    [Fact]
    public void Defaults_ComparedWithUpstreams_DifferInTheImageAlone()
    {
        var ours = YamlReader.ReadAll(File.ReadAllText(Path.Combine(Chart.Folder, "values.yaml")))[0];

        Leaves(YamlReader.ReadAll(Upstream)[0], "").Where(value => !JsonNode.DeepEquals(ours.At(value.Path), value.Default)).Select(value => value.Path)
            .ShouldBe(["manager/image/repository"]);
    }

    [Theory]
    [InlineData(Upstream)]
    [InlineData(Earlier)]
    [InlineData(Blank)]
    public async Task Chart_WithAFileOfUpstreamsValues_Renders(string values) =>
        (await Chart.RenderFileAsync(values)).Of("Deployment").ShouldHaveSingleItem();

    private static IEnumerable<(string Path, JsonNode? Default)> Leaves(JsonNode? node, string path) => node is JsonObject { Count: > 0 } map
        ? map.SelectMany(entry => Leaves(entry.Value, path.Length == 0 ? entry.Key : $"{path}/{entry.Key}"))
        : [(path, node)];
}
