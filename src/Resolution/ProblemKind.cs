namespace Gko.Resolution;

/// <summary>Why an object cannot be turned into what APIM is to hold.</summary>
public enum ProblemKind
{
    /// <summary>Something the object refers to is missing or may not be read; may heal without a change of the object.</summary>
    UnresolvedReference,

    /// <summary>The object contradicts itself or asks for something this version cannot do; only a change of the object helps.</summary>
    InvalidObject,

    /// <summary>A template in the object cannot be evaluated.</summary>
    Template,
}
