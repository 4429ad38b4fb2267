namespace Gko.Webhooks;

/// <summary>What happens to an object that APIM could not tell from another one, because both have the same id there.</summary>
public enum CollisionPolicy
{
    /// <summary>Refuse it: it would overwrite the other.</summary>
    Deny,

    /// <summary>Warn only, as a way out where such objects exist already.</summary>
    Warn,
}
