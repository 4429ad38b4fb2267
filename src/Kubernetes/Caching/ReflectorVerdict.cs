namespace Gko.Kubernetes.Caching;

/// <summary>What an attempt of a <see cref="Reflector{T}"/> means for the next one.</summary>
internal enum ReflectorVerdict
{
    /// <summary>Go on at once.</summary>
    Continue,

    /// <summary>Wait, then go on from where it was.</summary>
    BackOff,

    /// <summary>The version is too old: list again, not older than what is known.</summary>
    Relist,

    /// <summary>The version is unknown to the server: list again, whatever it has.</summary>
    RelistLatest,

    /// <summary>The server does not have the past that we know: list at once what it has.</summary>
    StartOver,

    /// <summary>The server may have no initial events, or be ill: list once to find out.</summary>
    TryList,

    /// <summary>The server has no initial events: list and watch separately from now on.</summary>
    NoWatchList,
}
