using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Model.Core;

namespace Gko.Testing.Builders;

/// <summary>Where arrangements start: <c>using static Gko.Testing.Builders.Given;</c>.</summary>
public static class Given
{
    /// <summary>A valid v2 API with one path, one plan and one endpoint, which refers to the context <c>default/ctx</c>.</summary>
    public static ApiBuilder AnApi(string name = "api", string ns = "default") => new(name, ns);

    /// <summary>A valid context with a token in clear.</summary>
    public static ContextBuilder AContext(string name = "ctx", string ns = "default") => new(name, ns);

    /// <summary>A Secret without any key.</summary>
    public static SecretBuilder ASecret(string name = "secret", string ns = "default") => new(name, ns);

    /// <summary>A ConfigMap without any key.</summary>
    public static ConfigMapBuilder AConfigMap(string name = "config", string ns = "default") => new(name, ns);

    /// <summary>A valid v4 API with one path, one plan and one endpoint, which refers to the context <c>default/ctx</c>.</summary>
    public static ApiV4Builder AV4Api(string name = "api", string ns = "default") => new(name, ns);

    /// <summary>An application with a client id, in the context <c>ctx</c> of its namespace.</summary>
    public static ApplicationBuilder AnApplication(string name = "app", string ns = "default") => new(name, ns);

    /// <summary>A subscription of the application <c>app</c> to the plan <c>JWT</c> of the v4 API <c>api</c>.</summary>
    public static SubscriptionBuilder ASubscription(string name = "sub", string ns = "default") => new(name, ns);

    /// <summary>A cache that APIs can refer to.</summary>
    public static ApiResourceBuilder AnApiResource(string name = "cache", string ns = "default") => new(name, ns);

    /// <summary>A guardrail that denies, for all APIs, and demands nothing yet.</summary>
    public static GuardrailBuilder AGuardrail(string name = "rules") => new(name);

    /// <summary>What is watched of a namespace.</summary>
    public static NamespaceMetadata ANamespace(string name, params (string Key, string Value)[] labels) => new()
    {
        Metadata = new() { Name = name, Labels = labels.ToDictionary(label => label.Key, label => label.Value) },
    };

    /// <summary>A group in the context <c>ctx</c> of its namespace.</summary>
    /// <param name="apimName">What APIM calls it; null for its own name.</param>
    public static Group AGroup(string name = "devs", string ns = "default", string? apimName = null) => new()
    {
        Metadata = new() { Name = name, Namespace = ns },
        Spec = new GroupSpec { Name = apimName ?? name, Members = [], ContextRef = new() { Name = "ctx" } },
    };

    /// <summary>A notification of API_STARTED in the console.</summary>
    public static NotificationBuilder ANotification(string name = "bell", string ns = "default") => new(name, ns);

    /// <summary>A group of policies for requests, in the context <c>ctx</c> of its namespace.</summary>
    /// <param name="crossId">The id that APIM gave it; null for a group that is not synced yet.</param>
    public static SharedPolicyGroup APolicyGroup(string name = "policies", string ns = "default", string? crossId = "cross-id") => new()
    {
        Metadata = new() { Name = name, Namespace = ns },
        Spec = new SharedPolicyGroupSpec
        {
            Name = name, ApiType = ApiTypes.Proxy, Phase = PolicyGroupPhases.Request, ContextRef = new() { Name = "ctx" },
        },
        Status = new SharedPolicyGroupStatus { CrossId = crossId },
    };
}
