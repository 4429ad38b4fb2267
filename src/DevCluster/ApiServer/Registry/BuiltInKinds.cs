using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>The kinds that are there without any definition.</summary>
internal static class BuiltInKinds
{
    private static readonly string[] WithoutCollectionDelete = ["create", "delete", "get", "list", "patch", "update", "watch"];

    public static IReadOnlyList<ResourceDefinition> All { get; } =
    [
        Core("ConfigMap", "configmaps", BuiltInSchemas.ConfigMap, ["cm"]) with
        {
            Columns = [PrinterColumn.NameColumn, PrinterColumn.Of("Data", Count("data", "binaryData")), PrinterColumn.Age],
        },
        Core("Event", "events", BuiltInSchemas.Event, ["ev"]) with
        {
            Columns = BuiltInColumns.Event,
            SelectableFields =
            [
                "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid",
                "involvedObject.apiVersion", "involvedObject.resourceVersion", "involvedObject.fieldPath",
                "reason", "reportingComponent", "source", "type",
            ],
        },
        Core("Namespace", "namespaces", BuiltInSchemas.Namespace, ["ns"]) with
        {
            Namespaced = false,
            HasStatus = true,
            Verbs = WithoutCollectionDelete,
            SelectableFields = ["status.phase"],
            Columns = [PrinterColumn.NameColumn, PrinterColumn.Of("Status", item => item.Child("status").Text("phase")), PrinterColumn.Age],
        },
        Core("Secret", "secrets", BuiltInSchemas.Secret, []) with
        {
            SelectableFields = ["type"],
            Columns =
            [
                PrinterColumn.NameColumn, PrinterColumn.Of("Type", item => item.Text("type")),
                PrinterColumn.Of("Data", Count("data")), PrinterColumn.Age,
            ],
        },
        Core("Service", "services", BuiltInSchemas.Service, ["svc"]) with { HasStatus = true, Columns = BuiltInColumns.Service },
        Core("ServiceAccount", "serviceaccounts", BuiltInSchemas.ServiceAccount, ["sa"]),
        Named("apps", "Deployment", "deployments", BuiltInSchemas.Deployment, ["deploy"]) with
        {
            HasStatus = true, HasGeneration = true, AllowsUnconditionalUpdate = true, Categories = ["all"], Columns = BuiltInColumns.Deployment,
        },
        Stored("", "v1", "Pod", "pods", "po") with { AllowsUnconditionalUpdate = true },
        Stored("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa"),
        Stored("networking.k8s.io", "v1", "Ingress", "ingresses", "ing"),
        Stored("networking.k8s.io", "v1", "IngressClass", "ingressclasses") with { Namespaced = false, HasStatus = false },
        Stored("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", "pdb"),
        Named("coordination.k8s.io", "Lease", "leases", BuiltInSchemas.Lease, []) with
        {
            CreatesOnUpdate = true,
            Columns =
            [
                PrinterColumn.NameColumn, PrinterColumn.Of("Holder", item => item.Child("spec").Text("holderIdentity") ?? ""),
                PrinterColumn.Age,
            ],
        },
        Cluster("apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", DefinitionSchema.Create(), ["crd", "crds"]) with
        {
            HasStatus = true, HasGeneration = true, Categories = ["api-extensions"],
            Columns = [PrinterColumn.NameColumn, PrinterColumn.CreatedAt],
        },
        Cluster("admissionregistration.k8s.io", "MutatingWebhookConfiguration", "mutatingwebhookconfigurations",
            SchemaReader.ReadRoot(BuiltInSchemas.WebhookConfiguration(mutating: true)), []) with
        {
            HasGeneration = true, Categories = ["api-extensions"], Columns = BuiltInColumns.Webhooks,
        },
        Cluster("admissionregistration.k8s.io", "ValidatingWebhookConfiguration", "validatingwebhookconfigurations",
            SchemaReader.ReadRoot(BuiltInSchemas.WebhookConfiguration(mutating: false)), []) with
        {
            HasGeneration = true, Categories = ["api-extensions"], Columns = BuiltInColumns.Webhooks,
        },
        Rbac("Role", "roles", BuiltInSchemas.Role) with { Columns = [PrinterColumn.NameColumn, PrinterColumn.CreatedAt] },
        Rbac("RoleBinding", "rolebindings", BuiltInSchemas.RoleBinding) with { Columns = BuiltInColumns.RoleBinding },
        Rbac("ClusterRole", "clusterroles", BuiltInSchemas.ClusterRole) with
        {
            Namespaced = false, Columns = [PrinterColumn.NameColumn, PrinterColumn.CreatedAt],
        },
        Rbac("ClusterRoleBinding", "clusterrolebindings", BuiltInSchemas.RoleBinding) with
        {
            Namespaced = false, Columns = BuiltInColumns.RoleBinding,
        },
        Review("authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews"),
        Review("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews"),
        Review("authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews") with { Namespaced = true },
        Review("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews"),
        Review("authentication.k8s.io", "TokenReview", "tokenreviews"),
        Review("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews"),
    ];

    private static ResourceDefinition Core(string kind, string plural, JsonObject schema, string[] shortNames) =>
        Named("", kind, plural, schema, shortNames) with { AllowsUnconditionalUpdate = true };

    private static ResourceDefinition Rbac(string kind, string plural, JsonObject schema) =>
        Named("rbac.authorization.k8s.io", kind, plural, schema, []) with { AllowsUnconditionalUpdate = true, CreatesOnUpdate = true };

    // Nothing acts on these kinds here; they are there so that charts install and controllers can read them.
    private static ResourceDefinition Stored(string group, string version, string kind, string plural, params string[] shortNames) =>
        Named(group, kind, plural, BuiltInSchemas.Stored, shortNames) with { Version = version, HasStatus = true, HasGeneration = true };

    private static ResourceDefinition Cluster(string group, string kind, string plural, Schema schema, string[] shortNames) =>
        Define(group, kind, plural, schema, shortNames) with { Namespaced = false };

    private static ResourceDefinition Review(string group, string kind, string plural) =>
        Define(group, kind, plural, SchemaReader.ReadRoot(BuiltInSchemas.Review), []) with { Namespaced = false, Verbs = ["create"] };

    private static ResourceDefinition Named(string group, string kind, string plural, JsonObject schema, string[] shortNames) =>
        Define(group, kind, plural, SchemaReader.ReadRoot(schema), shortNames);

    private static ResourceDefinition Define(string group, string kind, string plural, Schema schema, string[] shortNames) => new()
    {
        Group = group,
        Version = "v1",
        Kind = kind,
        Plural = plural,
        Singular = kind.ToLowerInvariant(),
        Namespaced = true,
        Schema = schema,
        ShortNames = shortNames,
        Columns = [PrinterColumn.NameColumn, PrinterColumn.Age],
    };

    private static Func<JsonObject, JsonNode?> Count(params string[] maps) =>
        item => maps.Sum(map => item.Child(map)?.Count ?? 0);
}
