using System.Text.Json.Nodes;
using static Gko.DevCluster.ApiServer.SchemaJson;

namespace Gko.DevCluster.ApiServer;

/// <summary>The fields that every kind has.</summary>
internal static class CommonSchemas
{
    public static JsonObject ApiVersion() => Text("The versioned schema of this representation of an object: group/version.");

    public static JsonObject Kind() => Text("The kind of this object, in CamelCase; it cannot be updated.");

    /// <summary><c>metav1.ObjectMeta</c> with the list types that server-side apply and strategic merge go by.</summary>
    public static JsonObject ObjectMeta() => Map("Name, namespace and bookkeeping of the object.",
        ("annotations", MapOf(Text(), "Free key/value pairs for tools; not queryable.")),
        ("creationTimestamp", Time("When the object was created; set by the server.")),
        ("deletionGracePeriodSeconds", Integer("Seconds the object has to terminate; read-only.", "int64")),
        ("deletionTimestamp", Time("When deletion was asked for; the object goes once its finalizers are gone.")),
        ("finalizers", SetOf(Text(), "Who must agree before the object is removed.").Merge()),
        ("generateName", Text("A prefix from which the server makes a unique name when name is empty.")),
        ("generation", Integer("Counts the changes of the desired state; set by the server.", "int64")),
        ("labels", MapOf(Text(), "Key/value pairs by which objects are selected.")),
        ("managedFields", ListOf(AnyObject("One manager's fields."), "Which manager set which fields.")),
        ("name", Text("Unique within a namespace; it cannot be updated.")),
        ("namespace", Text("The space within which the name must be unique.")),
        ("ownerReferences", KeyedListOf(["uid"], Map("An object that owns this one.",
            ("apiVersion", Text("API version of the owner.")),
            ("blockOwnerDeletion", Flag("Whether the owner's foreground deletion waits for this object.")),
            ("controller", Flag("Whether the owner is the managing controller.")),
            ("kind", Text("Kind of the owner.")),
            ("name", Text("Name of the owner.")),
            ("uid", Text("UID of the owner."))).Require("apiVersion", "kind", "name", "uid").Atomic(),
            "The objects that own this one.").Merge("uid")),
        ("resourceVersion", Text("The version of the object; opaque; changes with every write.")),
        ("selfLink", Text("Deprecated and no longer set.")),
        ("uid", Text("Unique in time and space; set by the server.")));
}
