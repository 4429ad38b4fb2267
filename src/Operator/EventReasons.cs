namespace Gko.Operator;

/// <summary>Reasons of the events that the operator records on objects; the words are upstream's, where it has one.</summary>
internal static class EventReasons
{
    public const string UpdateSucceeded = "UpdateSucceeded";
    public const string UpdateFailed = "UpdateFailed";
    public const string DeleteStarted = "DeleteStarted";
    public const string DeleteSucceeded = "DeleteSucceeded";
    public const string DeleteFailed = "DeleteFailed";

    /// <summary>An API breaks a rule of an ApiGuardrail; upstream has no such thing.</summary>
    public const string GuardrailViolated = "GuardrailViolated";
}
