using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Charts.Tests.Releases;

/// <summary>Objects that between them make the operator use its rights.</summary>
internal static class Manifests
{
    /// <summary>A context that signs in with a Secret, which the operator before this one has marked.</summary>
    public static string Context(string @namespace, Uri management) =>
        $"""
        apiVersion: v1
        kind: Secret
        metadata:
          name: apim
          namespace: {@namespace}
          finalizers: [{FinalizerNames.ManagementContextSecret}]
        stringData:
          username: admin
          password: admin
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: marked
          namespace: {@namespace}
          annotations:
            {AnnotationNames.ReferencingObjects(nameof(ApiDefinition))}: "[]"
        ---
        apiVersion: gravitee.io/v1alpha1
        kind: ManagementContext
        metadata:
          name: apim
          namespace: {@namespace}
        spec:
          baseUrl: {management}
          organizationId: DEFAULT
          environmentId: DEFAULT
          auth:
            secretRef:
              name: apim
        """;

    /// <summary>A v2 API that is synced to APIM and to a ConfigMap.</summary>
    /// <param name="version">Changes what gateways read.</param>
    public static string Api(string name, string @namespace, string version = "1", string annotation = "team: apis") =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ApiDefinition
        metadata:
          name: {name}
          namespace: {@namespace}
          annotations:
            {annotation}
        spec:
          name: {name}
          contextRef:
            name: apim
          version: "{version}"
          description: An API of a test
          local: true
          plans:
          - name: Free
            description: Open to everybody
            security: KEY_LESS
          proxy:
            virtual_hosts:
            - path: /{@namespace}-{name}
            groups:
            - name: default
              endpoints:
              - name: Default
                target: https://api.gravitee.io/echo
        """;

    /// <summary>A cache, and a v4 API that uses it.</summary>
    public static string CacheAndApiV4(string @namespace) =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ApiResource
        metadata:
          name: cache
          namespace: {@namespace}
        spec:
          name: cache
          type: cache
          configuration:
            timeToLiveSeconds: 60
        ---
        apiVersion: gravitee.io/v1alpha1
        kind: ApiV4Definition
        metadata:
          name: products
          namespace: {@namespace}
        spec:
          name: products
          contextRef:
            name: apim
          version: "1"
          type: PROXY
          resources:
          - ref:
              name: cache
          listeners:
          - type: HTTP
            paths:
            - path: /{@namespace}-products
            entrypoints:
            - type: http-proxy
              qos: AUTO
          endpointGroups:
          - name: default
            type: http-proxy
            endpoints:
            - name: default
              type: http-proxy
              inheritConfiguration: false
              configuration:
                target: https://api.gravitee.io/echo
          flowExecution:
            mode: DEFAULT
            matchRequired: false
          plans:
            KeyLess:
              name: Free
              description: Open to everybody
              security:
                type: KEY_LESS
        """;
}
