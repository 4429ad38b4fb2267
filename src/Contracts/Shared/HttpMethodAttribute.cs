using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>Limits a field to the HTTP methods that APIM tells apart.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HttpMethodAttribute()
    : AllowedValuesAttribute("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "CONNECT", "TRACE", "OTHER");
