namespace Gko.Testing.Clusters;

/// <summary>A request as the audit log of an API server has it; what does not apply is empty.</summary>
/// <param name="Verb">As in roles.</param>
/// <param name="Code">How it was answered.</param>
public sealed record AuditedRequest(
    string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, int Code, string Uri)
{
    /// <summary>Whether it changes anything.</summary>
    public bool IsWrite => Verb is not ("get" or "list" or "watch");

    /// <summary>The resource as roles and messages name it.</summary>
    public string Target => $"{Resource}{(Subresource.Length == 0 ? "" : $"/{Subresource}")}{(Group.Length == 0 ? "" : $".{Group}")}";
}
