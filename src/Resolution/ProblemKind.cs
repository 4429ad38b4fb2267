namespace Gko.Resolution;

/// <summary>Why an object cannot be turned into what APIM and gateways are to hold.</summary>
public enum ProblemKind
{
    /// <summary>Something the object refers to is missing or may not be read; may heal without a change of the object.</summary>
    UnresolvedReference,

    /// <summary>The object contradicts itself; only a change of the object helps, or of what it refers to.</summary>
    InvalidObject,

    /// <summary>A template in the object cannot be evaluated; only a change of it or of the values it reads helps.</summary>
    Template,

    /// <summary>Another object has what this one claims. Sending it would overwrite the other's.</summary>
    Conflict,
}
