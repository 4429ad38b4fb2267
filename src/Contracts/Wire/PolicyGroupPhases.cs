namespace Gko.Contracts.Wire;

/// <summary>When a shared policy group can run.</summary>
public static class PolicyGroupPhases
{
    public const string Request = "REQUEST";
    public const string Response = "RESPONSE";
    public const string Publish = "PUBLISH";
    public const string Subscribe = "SUBSCRIBE";
}
