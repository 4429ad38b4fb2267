using Gko.Contracts;
using Gko.Resolution;

namespace Gko.Operator;

/// <summary>A rule that a stored API breaks.</summary>
internal sealed record AuditFinding(IApi Api, GuardrailViolation Violation)
{
    /// <summary>The entry for the status.</summary>
    public ListedViolation ToEntry() => new()
    {
        Kind = Api.Kind,
        Namespace = Api.Metadata.Namespace,
        Name = Api.Metadata.Name,
        Rule = Violation.Rule,
        Field = Violation.Field,
        Message = Cut(Violation.Message),
    };

    // A status that holds long lists ten times would be refused for its size.
    private static string Cut(string message) => message.Length <= 1024 ? message : $"{message[..1023]}…";
}
