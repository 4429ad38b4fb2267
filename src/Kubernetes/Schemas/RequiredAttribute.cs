namespace Gko.Kubernetes.Schemas;

/// <summary>
/// The field must be present, unless it has a default. Never use the C# keyword for it: a missing field would make the
/// whole object unreadable.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RequiredAttribute : Attribute;
