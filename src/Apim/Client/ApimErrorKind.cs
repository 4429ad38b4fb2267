namespace Gko.Apim.Client;

/// <summary>Why APIM did not do what was asked.</summary>
public enum ApimErrorKind
{
    /// <summary>No connection, TLS refused, an unusable URL, or the connection broke.</summary>
    Unreachable,

    /// <summary>No complete answer in time.</summary>
    Timeout,

    /// <summary>401, or credentials that fit into no header.</summary>
    BadCredentials,

    /// <summary>400, or another 4xx that has no kind of its own.</summary>
    Rejected,

    /// <summary>403; APIM also says so about absent objects to users who are no administrators.</summary>
    Forbidden,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>409.</summary>
    Conflict,

    /// <summary>429, or a pause that APIM asked for is still running.</summary>
    Throttled,

    /// <summary>5xx.</summary>
    ServerError,

    /// <summary>A success or redirect whose body is not what APIM sends.</summary>
    InvalidResponse,

    /// <summary>Not tried: the context failed too often a moment ago.</summary>
    CircuitOpen,
}
