using System.Text;

namespace Gko.EndToEnd.Clusters;

/// <summary>Small manifests, varied by what a test is about.</summary>
internal static class Manifests
{
    /// <summary>What kubectl calls a v2 API.</summary>
    public const string V2 = "apidefinition";

    /// <summary>What kubectl calls a v4 API.</summary>
    public const string V4 = "apiv4definition";

    private const string ApimUrl = "http://acme-apim3-api.apim-example.svc:83";

    /// <summary>What the chart would have installed, without any webhook, for replicas that look for it.</summary>
    public const string EmptyWebhookConfigurations =
        """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata:
          name: gko-validating-webhook-configurations
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: MutatingWebhookConfiguration
        metadata:
          name: gko-mutating-webhook-configurations
        """;

    public static string Namespace(string name) =>
        $"""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: {name}

        """;

    public static string Context(
        string name, string @namespace, string baseUrl = ApimUrl, string username = "admin", string password = "admin",
        string environment = "DEFAULT") =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ManagementContext
        metadata:
          name: {name}
          namespace: {@namespace}
        spec:
          baseUrl: {baseUrl}
          organizationId: DEFAULT
          environmentId: {environment}
          auth:
            credentials:
              username: {username}
              password: {password}

        """;

    /// <summary>A context that signs in with a Secret of its namespace.</summary>
    public static string ContextWithSecret(string name, string @namespace, string secret, string environment = "DEFAULT") =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ManagementContext
        metadata:
          name: {name}
          namespace: {@namespace}
        spec:
          baseUrl: {ApimUrl}
          organizationId: DEFAULT
          environmentId: {environment}
          auth:
            secretRef:
              name: {secret}

        """;

    /// <summary>An API whose name in APIM is its name in the cluster.</summary>
    /// <param name="context">Null for an API without one.</param>
    /// <param name="contextNamespace">Null for the API's own.</param>
    /// <param name="more">Further lines of the spec, indented by two blanks.</param>
    public static string Api(
        string name, string @namespace, string? path = null, string? context = "apim", string? contextNamespace = null,
        string endpoints = "\n          - name: Default\n            target: https://api.gravitee.io/echo", string more = "") =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ApiDefinition
        metadata:
          name: {name}
          namespace: {@namespace}
        spec:
          name: {name}
          {ContextReference(context, contextNamespace ?? @namespace)}
          version: "1.0.0"
          description: An API of a test
          plans:
          - name: Free
            description: Open to everybody
            security: KEY_LESS
          proxy:
            virtual_hosts:
            - path: {path ?? $"/{name}"}
            groups:
            - name: default
              endpoints: {endpoints}
        {more}

        """;

    /// <summary>A v4 API whose name in APIM is its name in the cluster.</summary>
    /// <param name="context">Null for an API without one.</param>
    /// <param name="more">Further lines of the spec, indented by two blanks.</param>
    public static string ApiV4(
        string name, string @namespace, string? path = null, string? context = "apim", string? contextNamespace = null, string more = "") =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ApiV4Definition
        metadata:
          name: {name}
          namespace: {@namespace}
        spec:
          name: {name}
          {ContextReference(context, contextNamespace ?? @namespace)}
          version: "1.0"
          type: PROXY
          listeners:
          - type: HTTP
            paths:
            - path: {path ?? $"/{name}"}
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
        {more}

        """;

    /// <summary>An API of either kind; what <paramref name="more"/> says must be right for it.</summary>
    public static string ApiOf(string kind, string name, string @namespace, string? context, string more = "") => kind == V4
        ? ApiV4(name, @namespace, context: context, more: more)
        : Api(name, @namespace, context: context, more: more);

    /// <summary>A cache that APIs can share.</summary>
    public static string Cache(string name, string @namespace, int seconds) =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ApiResource
        metadata:
          name: {name}
          namespace: {@namespace}
        spec:
          name: {name}
          type: cache
          configuration:
            timeToLiveSeconds: {seconds}

        """;

    /// <summary>A Secret or ConfigMap.</summary>
    public static string Values(string kind, string name, string @namespace, params (string Key, string Value)[] values)
    {
        var isSecret = kind == "Secret";
        var lines = values.Select(entry =>
            $"  {entry.Key}: {(isSecret ? Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.Value)) : entry.Value)}");
        return $"apiVersion: v1\nkind: {kind}\nmetadata:\n  name: {name}\n  namespace: {@namespace}\ndata:\n{string.Join('\n', lines)}\n";
    }

    private static string ContextReference(string? name, string @namespace) =>
        name is null ? "notifyMembers: true" : $"contextRef: {{name: {name}, namespace: {@namespace}}}";
}
