using System.Text.Json.Nodes;
using static Gko.DevCluster.ApiServer.SchemaJson;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// The schemas of built-in kinds, in full for those that an operator touches. Workloads are storage only: below
/// <c>template</c> and for rare fields anything goes.
/// </summary>
internal static class BuiltInSchemas
{
    public static JsonObject ConfigMap => Map("ConfigMap holds configuration data for pods to consume.",
        ("binaryData", MapOf(Bytes(), "Binary data, base64 encoded.")),
        ("data", MapOf(Text(), "The configuration data; keys are alphanumeric with '-', '_' or '.'.")),
        ("immutable", Flag("If true, the data cannot be changed any more.")));

    public static JsonObject Secret => Map("Secret holds secret data of a certain type.",
        ("data", MapOf(Bytes(), "The secret data; values are base64 encoded.")),
        ("immutable", Flag("If true, the data cannot be changed any more.")),
        ("stringData", MapOf(Text(), "Write-only convenience: merged into data as plain strings.")),
        ("type", Text("Used to facilitate programmatic handling of secret data.").Default("Opaque")));

    public static JsonObject Namespace => Map("Namespace provides a scope for names.",
        ("spec", Map("The behaviour of the namespace.",
            ("finalizers", ListOf(Text(), "Must be empty before the namespace is removed.")))),
        ("status", Map("The current state of the namespace.",
            ("conditions", KeyedListOf(["type"], AnyObject().With("properties", new JsonObject { ["type"] = Text() }).Require("type")).Merge("type")),
            ("phase", Text("Active or Terminating.")))));

    public static JsonObject ServiceAccount => Map("ServiceAccount is an identity for processes that run in a pod.",
        ("automountServiceAccountToken", Flag("Whether pods get a token mounted.")),
        ("imagePullSecrets", ListOf(Map(null, ("name", Text())), "Secrets for pulling images.").Merge("name")),
        ("secrets", KeyedListOf(["name"], Reference().Require("name"), "Secrets that pods may use.").Merge("name")));

    public static JsonObject Event => Map("Event is a report of an event somewhere in the cluster.",
        ("action", Text("What action was taken.")),
        ("count", Integer("How often the event has occurred.")),
        ("eventTime", MicroTime("When the event was first observed.").With("nullable", true)),
        ("firstTimestamp", Time("When the event was first recorded.").With("nullable", true)),
        ("involvedObject", Reference().With("description", "The object that this event is about.").Atomic()),
        ("lastTimestamp", Time("When the event last occurred.").With("nullable", true)),
        ("message", Text("A human-readable description.")),
        ("reason", Text("A short, machine understandable reason.")),
        ("related", Reference().Atomic()),
        ("reportingComponent", Text("The controller that emitted the event.").Default("")),
        ("reportingInstance", Text("The instance of that controller.").Default("")),
        ("series", Map("The series this event belongs to.", ("count", Integer()), ("lastObservedTime", MicroTime()))),
        ("source", Map("The component that reported the event.", ("component", Text()), ("host", Text()))),
        ("type", Text("Normal or Warning."))).Require("involvedObject", "metadata");

    public static JsonObject Lease => Map("Lease defines a lease concept.",
        ("spec", Map("The specification of the lease.",
            ("acquireTime", MicroTime("When the current lease was acquired.")),
            ("holderIdentity", Text("The identity of the holder.")),
            ("leaseDurationSeconds", Integer("How long others wait before they force acquire the lease.")),
            ("leaseTransitions", Integer("How often the lease changed its holder.")),
            ("preferredHolder", Text()),
            ("renewTime", MicroTime("When the holder last renewed the lease.")),
            ("strategy", Text()))));

    public static JsonObject Role => Map("Role is a set of permissions within a namespace.", ("rules", ListOf(PolicyRule(), "The permissions.")));

    public static JsonObject ClusterRole => Map("ClusterRole is a set of permissions in the whole cluster.",
        ("aggregationRule", AnyObject("How to build the rules from other roles.")),
        ("rules", ListOf(PolicyRule(), "The permissions.")));

    public static JsonObject RoleBinding => Map("Grants the permissions of a role to users, groups and service accounts.",
        ("roleRef", Map("The role that is granted.",
            ("apiGroup", Text().Default("rbac.authorization.k8s.io")), ("kind", Text()), ("name", Text())).Require("kind", "name").Atomic()),
        ("subjects", ListOf(Map("Who is granted the role.",
            ("apiGroup", Text()), ("kind", Text()), ("name", Text()), ("namespace", Text())).Require("kind", "name"), "The subjects."))).Require("roleRef");

    public static JsonObject Service => Map("Service is a named abstraction of a software service.",
        ("spec", AnyObject("The behaviour of the service; storage only.").With("properties", new JsonObject
        {
            ["ports"] = KeyedListOf(["port", "protocol"], AnyObject().With("properties", new JsonObject
            {
                ["name"] = Text(),
                ["port"] = Integer(),
                ["protocol"] = Text().Default("TCP"),
                ["targetPort"] = IntOrString(),
            }).Require("port"), "The ports that are exposed.").Merge("port"),
            ["selector"] = MapOf(Text()).Atomic(),
            ["sessionAffinity"] = Text().Default("None"),
            ["type"] = Text("How the service is exposed.").Default("ClusterIP"),
        })),
        ("status", AnyObject("The most recently observed status.")));

    public static JsonObject Deployment => Map("Deployment enables declarative updates for pods; storage only, nothing is run.",
        ("spec", AnyObject("The desired behaviour.").With("properties", new JsonObject
        {
            ["replicas"] = Integer("Number of desired pods.").Default(1),
            ["selector"] = AnyObject("Which pods belong to the deployment.").Atomic(),
            ["template"] = AnyObject("The pods that will be created."),
        }).Require("selector", "template")),
        ("status", AnyObject("The most recently observed status.")));

    public static JsonObject Stored => Map("Storage only, nothing acts on it.",
        ("spec", AnyObject("The desired behaviour.")), ("status", AnyObject("The most recently observed status.")));

    /// <summary>Reviews are answered and never stored.</summary>
    public static JsonObject Review => Map("A question that is answered in its status.", ("spec", AnyObject()), ("status", AnyObject()));

    public static JsonObject WebhookConfiguration(bool mutating) => Map("Describes webhooks that are asked before an object is stored.",
        ("webhooks", KeyedListOf(["name"], Webhook(mutating), "The webhooks and the operations they are asked about.").Merge("name")));

    private static JsonObject Webhook(bool mutating)
    {
        var webhook = Map("An admission webhook and the operations to which it applies.",
            ("admissionReviewVersions", ListOf(Text(), "The review versions that the webhook understands.")),
            ("clientConfig", Map("How to reach the webhook.",
                ("caBundle", Bytes()),
                ("service", Map("The service that answers.",
                    ("name", Text()), ("namespace", Text()), ("path", Text()), ("port", Integer().Default(443))).Require("name", "namespace")),
                ("url", Text("The https address of the webhook.")))),
            ("failurePolicy", Choice("What happens when the webhook cannot be asked.", "Fail", "Ignore").Default("Fail")),
            ("matchConditions", KeyedListOf(["name"], Map(null, ("expression", Text()), ("name", Text())).Require("name", "expression")).Merge("name")),
            ("matchPolicy", Choice(null, "Equivalent", "Exact").Default("Equivalent")),
            ("name", Text("The name of the webhook, fully qualified.")),
            ("namespaceSelector", Selector()),
            ("objectSelector", Selector()),
            ("rules", ListOf(Map("Operations and resources that the webhook is asked about.",
                ("apiGroups", ListOf(Text())), ("apiVersions", ListOf(Text())), ("operations", ListOf(Text())), ("resources", ListOf(Text())),
                ("scope", Choice(null, "*", "Cluster", "Namespaced").Default("*"))))),
            ("sideEffects", Choice(null, "None", "NoneOnDryRun", "Some", "Unknown")),
            ("timeoutSeconds", Integer("1 to 30.").With("minimum", 1).With("maximum", 30).Default(10)))
            .Require("clientConfig", "name");
        if (mutating)
        {
            webhook.Ensure("properties")["reinvocationPolicy"] = Choice(null, "IfNeeded", "Never").Default("Never");
        }

        return webhook;
    }

    private static JsonObject Selector() => Map(null,
        ("matchExpressions", ListOf(Map(null, ("key", Text()), ("operator", Text()), ("values", ListOf(Text()))).Require("key", "operator"))),
        ("matchLabels", MapOf(Text()))).Atomic().Default(new JsonObject());

    private static JsonObject PolicyRule() => Map("A list of actions on resources.",
        ("apiGroups", ListOf(Text())), ("nonResourceURLs", ListOf(Text())), ("resourceNames", ListOf(Text())),
        ("resources", ListOf(Text())), ("verbs", ListOf(Text()))).Require("verbs");

    private static JsonObject Reference() => Map(null,
        ("apiVersion", Text()), ("fieldPath", Text()), ("kind", Text()), ("name", Text()),
        ("namespace", Text()), ("resourceVersion", Text()), ("uid", Text()));
}
