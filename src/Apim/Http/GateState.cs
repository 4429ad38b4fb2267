namespace Gko.Apim.Http;

/// <summary>Whether requests pass.</summary>
internal enum GateState
{
    /// <summary>They do.</summary>
    Passing,

    /// <summary>The server asked for a pause.</summary>
    Paused,

    /// <summary>The circuit is open.</summary>
    Open,
}
