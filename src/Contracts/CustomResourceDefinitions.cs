using System.Text.Json.Nodes;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>The CustomResourceDefinitions of this project's kinds, built from the types at run time.</summary>
public static class CustomResourceDefinitions
{
    /// <summary>One definition per kind, ordered by name. Each call returns new objects.</summary>
    public static IReadOnlyList<JsonObject> All()
    {
        var annotations = new Dictionary<string, string> { [AnnotationNames.OperatorVersion] = OperatorVersion };
        return
        [
            CrdGenerator.Generate<ApiDefinition>(annotations),
            CrdGenerator.Generate<ApiGuardrail>(annotations),
            CrdGenerator.Generate<ApiResource>(annotations),
            CrdGenerator.Generate<ApiV4Definition>(annotations),
            CrdGenerator.Generate<Application>(annotations),
            CrdGenerator.Generate<Dictionary>(annotations),
            CrdGenerator.Generate<Documentation>(annotations),
            CrdGenerator.Generate<Group>(annotations),
            CrdGenerator.Generate<ManagementContext>(annotations),
            CrdGenerator.Generate<Notification>(annotations),
            CrdGenerator.Generate<PortalLink>(annotations),
            CrdGenerator.Generate<PortalListing>(annotations),
            CrdGenerator.Generate<Portal>(annotations),
            CrdGenerator.Generate<SharedPolicyGroup>(annotations),
            CrdGenerator.Generate<Subscription>(annotations),
        ];
    }

    /// <summary>The version that the definitions are stamped with: that of this assembly, as <c>major.minor.patch</c>.</summary>
    public static string OperatorVersion { get; } =
        typeof(CustomResourceDefinitions).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
