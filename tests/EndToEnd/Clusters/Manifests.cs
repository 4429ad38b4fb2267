namespace Gko.EndToEnd.Clusters;

/// <summary>Small manifests, varied by what a test is about.</summary>
internal static class Manifests
{
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

    public static string Context(
        string name, string @namespace, string baseUrl = ApimUrl, string username = "admin", string password = "admin") =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ManagementContext
        metadata:
          name: {name}
          namespace: {@namespace}
        spec:
          baseUrl: {baseUrl}
          organizationId: DEFAULT
          environmentId: DEFAULT
          auth:
            credentials:
              username: {username}
              password: {password}

        """;

    /// <summary>A context that signs in with what a Secret of its namespace holds.</summary>
    public static string ContextWithSecret(string name, string @namespace, string secret) =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ManagementContext
        metadata:
          name: {name}
          namespace: {@namespace}
        spec:
          baseUrl: {ApimUrl}
          organizationId: DEFAULT
          environmentId: DEFAULT
          auth:
            secretRef:
              name: {secret}

        """;

    /// <summary>An API whose name in APIM is its name in the cluster.</summary>
    /// <param name="more">Further lines of the spec, indented by two blanks.</param>
    public static string Api(
        string name, string @namespace, string? path = null, string context = "apim", string? contextNamespace = null,
        string endpoints = "\n          - name: Default\n            target: https://api.gravitee.io/echo", string more = "") =>
        $"""
        apiVersion: gravitee.io/v1alpha1
        kind: ApiDefinition
        metadata:
          name: {name}
          namespace: {@namespace}
        spec:
          name: {name}
          contextRef:
            name: {context}
            namespace: {contextNamespace ?? @namespace}
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
}
