namespace Gko.Kubernetes.Schemas;

/// <summary>
/// An object whose content the schema does not describe and the API server therefore keeps. A free-form value without
/// this attribute need not even be an object. On a list or map it speaks of each item.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PreserveUnknownFieldsAttribute : Attribute;
