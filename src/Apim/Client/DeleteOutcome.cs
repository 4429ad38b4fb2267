namespace Gko.Apim.Client;

/// <summary>How a deletion ended well.</summary>
public enum DeleteOutcome
{
    /// <summary>This call deleted the object.</summary>
    Deleted,

    /// <summary>There was nothing to delete.</summary>
    AlreadyGone,
}
