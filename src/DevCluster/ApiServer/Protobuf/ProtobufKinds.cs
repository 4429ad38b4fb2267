using static Gko.DevCluster.ApiServer.ProtobufType;

namespace Gko.DevCluster.ApiServer;

/// <summary>The kinds that imperative kubectl commands send, with the field numbers of their published definitions.</summary>
internal static class ProtobufKinds
{
    private static readonly (int, ProtobufField) Metadata = (1, new("metadata", Message, ProtobufMessage.Of(
        (1, new("name", Text)), (2, new("generateName", Text)), (3, new("namespace", Text)),
        (11, new("labels", TextMap)), (12, new("annotations", TextMap)), (14, new("finalizers", Texts)))));

    private static readonly ProtobufMessage Rule = ProtobufMessage.Of(
        (1, new("verbs", Texts)), (2, new("apiGroups", Texts)), (3, new("resources", Texts)),
        (4, new("resourceNames", Texts)), (5, new("nonResourceURLs", Texts)));

    private static readonly ProtobufMessage Role = ProtobufMessage.Of(Metadata, (2, new("rules", Messages, Rule)));

    private static readonly ProtobufMessage Binding = ProtobufMessage.Of(
        Metadata,
        (2, new("subjects", Messages, ProtobufMessage.Of(
            (1, new("kind", Text)), (2, new("apiGroup", Text)), (3, new("name", Text)), (4, new("namespace", Text))))),
        (3, new("roleRef", Message, ProtobufMessage.Of((1, new("apiGroup", Text)), (2, new("kind", Text)), (3, new("name", Text))))));

    private static readonly ProtobufMessage AccessReview = ProtobufMessage.Of(
        Metadata,
        (2, new("spec", Message, ProtobufMessage.Of(
            (1, new("resourceAttributes", Message, ProtobufMessage.Of(
                (1, new("namespace", Text)), (2, new("verb", Text)), (3, new("group", Text)), (4, new("version", Text)),
                (5, new("resource", Text)), (6, new("subresource", Text)), (7, new("name", Text))))),
            (2, new("nonResourceAttributes", Message, ProtobufMessage.Of((1, new("path", Text)), (2, new("verb", Text)))))))));

    /// <summary>How an object is to be deleted; grace periods mean nothing here.</summary>
    public static readonly ProtobufMessage DeleteOptions = ProtobufMessage.Of(
        (2, new("preconditions", Message, ProtobufMessage.Of((1, new("uid", Text)), (2, new("resourceVersion", Text))))),
        (3, new("orphanDependents", Flag)), (4, new("propagationPolicy", Text)), (5, new("dryRun", Texts)));

    public static IReadOnlyDictionary<string, ProtobufMessage> ByKind { get; } = new Dictionary<string, ProtobufMessage>
    {
        ["Namespace"] = ProtobufMessage.Of(Metadata),
        ["ServiceAccount"] = ProtobufMessage.Of(Metadata),
        ["ConfigMap"] = ProtobufMessage.Of(
            Metadata, (2, new("data", TextMap)), (3, new("binaryData", BytesMap)), (4, new("immutable", Flag))),
        ["Secret"] = ProtobufMessage.Of(
            Metadata, (2, new("data", BytesMap)), (3, new("type", Text)), (4, new("stringData", TextMap)), (5, new("immutable", Flag))),
        ["Role"] = Role,
        ["ClusterRole"] = Role,
        ["RoleBinding"] = Binding,
        ["ClusterRoleBinding"] = Binding,
        ["SelfSubjectAccessReview"] = AccessReview,
        ["SelfSubjectRulesReview"] = ProtobufMessage.Of(Metadata, (2, new("spec", Message, ProtobufMessage.Of((1, new("namespace", Text)))))),
        ["SelfSubjectReview"] = ProtobufMessage.Of(Metadata),
    };
}
