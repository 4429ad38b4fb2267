using System.Text.Json.Serialization;

namespace Gko.Kubernetes.Admission.Registration;

/// <summary>JSON metadata of the webhook configurations.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ValidatingWebhookConfiguration))]
[JsonSerializable(typeof(MutatingWebhookConfiguration))]
public sealed partial class RegistrationJson : JsonSerializerContext;
