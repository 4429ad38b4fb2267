using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Model.Core;

/// <summary>JSON metadata of the built-in kinds and of what all kinds share.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Secret))]
[JsonSerializable(typeof(SecretMetadata))]
[JsonSerializable(typeof(ConfigMap))]
[JsonSerializable(typeof(ConfigMapMetadata))]
[JsonSerializable(typeof(IngressMetadata))]
[JsonSerializable(typeof(Namespace))]
[JsonSerializable(typeof(NamespaceMetadata))]
[JsonSerializable(typeof(CoreEvent))]
[JsonSerializable(typeof(Lease))]
[JsonSerializable(typeof(SubjectAccessReview))]
[JsonSerializable(typeof(TokenReview))]
[JsonSerializable(typeof(SelfSubjectReview))]
[JsonSerializable(typeof(ObjectMeta))]
[JsonSerializable(typeof(KubeStatus))]
[JsonSerializable(typeof(List<Condition>))]
public sealed partial class KubeJson : JsonSerializerContext;
