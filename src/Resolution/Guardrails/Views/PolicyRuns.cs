namespace Gko.Resolution;

/// <summary>For which requests a policy runs, from none to all.</summary>
internal enum PolicyRuns
{
    /// <summary>It is disabled.</summary>
    Never,

    /// <summary>For those that a path, a method, a condition or a gateway selects, or nobody knows for which.</summary>
    Sometimes,

    /// <summary>For every request of its plan or API.</summary>
    Always,
}
