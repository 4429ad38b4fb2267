using FluentValidation;
using Gko.Contracts;

namespace Gko.Webhooks;

/// <summary>What resources must say, inline as well as in an ApiResource.</summary>
internal static class ResourceRules
{
    /// <summary>Refuses a resource that lacks its type, its name or its configuration; an empty configuration is one.</summary>
    /// <param name="context">Gets a failure for each that is missing.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="field">Where it stands, with a dot at the end.</param>
    /// <param name="remedy">What helps.</param>
    public static void RequireComplete<T>(ValidationContext<T> context, ResourceBase resource, string field, string remedy)
    {
        (string Property, bool IsSet)[] required =
        [
            ("type", !string.IsNullOrEmpty(resource.Type)),
            ("name", !string.IsNullOrEmpty(resource.Name)),
            ("configuration", resource.Configuration is not null),
        ];
        foreach (var (property, _) in required.Where(item => !item.IsSet))
        {
            context.Fail($"{field}{property}", $"missing required value in property [{property}]: {remedy}");
        }
    }
}
