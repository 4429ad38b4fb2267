using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Limits a field to the formats that metadata of APIs and applications can have.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class MetadataFormatAttribute() : AllowedValuesAttribute("STRING", "NUMERIC", "BOOLEAN", "DATE", "MAIL", "URL");
