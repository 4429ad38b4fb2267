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

    /// <summary>A context that needs no Secret.</summary>
    public static string ContextWithPassword(string @namespace, Uri management) =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ManagementContext
        metadata:
          name: direct
          namespace: {@namespace}
        spec:
          baseUrl: {management}
          organizationId: DEFAULT
          environmentId: DEFAULT
          auth:
            credentials:
              username: admin
              password: admin
        """;

    /// <summary>An API that refers to another namespace, where its author may not be allowed to read.</summary>
    public static string Crossing(string @namespace, string other) =>
        Api("crossing", @namespace).Replace("    name: apim\n", $"    name: missing\n    namespace: {other}\n", StringComparison.Ordinal);

    /// <summary>A rule that no API breaks.</summary>
    public const string Guardrail = """
        apiVersion: gravitee.io/v1alpha1
        kind: ApiGuardrail
        metadata:
          name: only-https
        spec:
          action: Warn
          rules:
            endpointSchemes: [https]
        """;

    /// <summary>Objects that refer to others which do not exist, of each kind that can be referred to.</summary>
    public static string Lost(string @namespace) =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: Subscription
        metadata:
          name: lost-v2
          namespace: {@namespace}
        spec:
          api:
            name: missing
            kind: ApiDefinition
          application:
            name: missing
          plan: Free
        ---
        apiVersion: gravitee.io/v1alpha1
        kind: Subscription
        metadata:
          name: lost-v4
          namespace: {@namespace}
        spec:
          api:
            name: missing
            kind: ApiV4Definition
          application:
            name: missing
          plan: Free
        ---
        apiVersion: gravitee.io/v1alpha1
        kind: PortalLink
        metadata:
          name: lost
          namespace: {@namespace}
        spec:
          portalRef:
            name: missing
          name: Lost
          href: https://example.com
        ---
        apiVersion: gravitee.io/v1alpha1
        kind: ApiResource
        metadata:
          name: lost
          namespace: {@namespace}
        spec:
          name: lost
          type: cache
          configuration: {"{}"}
        ---
        apiVersion: gravitee.io/v1alpha1
        kind: ApiV4Definition
        metadata:
          name: lost
          namespace: {@namespace}
        spec:
          name: lost
          contextRef:
            name: apim
          version: "1"
          type: PROXY
          groupRefs:
          - name: missing
          notificationsRefs:
          - name: missing
          resources:
          - ref:
              name: missing
          listeners:
          - type: HTTP
            paths:
            - path: /{@namespace}-lost
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
          flows:
          - name: lost
            enabled: true
            request:
            - name: Lost
              enabled: true
              sharedPolicyGroupRef:
                name: missing
          plans:
            KeyLess:
              name: Free
              description: Open to everybody
              security:
                type: KEY_LESS
        """;
}
