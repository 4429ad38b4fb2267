namespace Gko.Kubernetes.Schemas;

/// <summary>One thing that is wrong with a schema or with a value.</summary>
/// <param name="Path">Where, in the API server's notation: <c>spec.versions[0].schema.openAPIV3Schema.properties[spec].type</c>.</param>
/// <param name="Message">What, in the API server's words: <c>Required value: must not be empty at the root</c>.</param>
public readonly record struct SchemaFinding(string Path, string Message)
{
    /// <summary><c>path: message</c>.</summary>
    public override string ToString() => $"{Path}: {Message}";
}
