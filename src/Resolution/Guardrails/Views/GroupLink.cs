using Gko.Contracts.V4;
using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>What a step says of the SharedPolicyGroup that it stands for.</summary>
/// <param name="Key">The object, for a reference; otherwise null.</param>
/// <param name="Hrid">The human-readable id that APIM knows the group by, for a step that is written as APIM has it.</param>
/// <param name="CrossId">Likewise the id that APIM gave the group.</param>
internal readonly record struct GroupLink(ObjectKey? Key, string? Hrid = null, string? CrossId = null)
{
    /// <summary>Of a step that is written as APIM has it.</summary>
    public static GroupLink ById(Step step) =>
        new(null, JsonReading.Text(step.Configuration, "hrid"), JsonReading.Text(step.Configuration, "sharedPolicyGroupId"));

    /// <summary>For messages. Ids stay out of them: templates may have made them.</summary>
    public string Text => Key is { } key ? $"the SharedPolicyGroup {key}" : "the SharedPolicyGroup of the step";
}
