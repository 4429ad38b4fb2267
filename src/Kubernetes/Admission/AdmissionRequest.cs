namespace Gko.Kubernetes.Admission;

/// <summary>
/// The envelope of an AdmissionReview. The objects stay slices of the body: they are decoded once the envelope is known to
/// be sound, and a patch is computed against exactly what the API server sent.
/// </summary>
internal sealed class AdmissionRequest
{
    public const string DefaultApiVersion = "admission.k8s.io/v1";

    /// <summary>The answer must carry the version of the question.</summary>
    public string ApiVersion { get; set; } = DefaultApiVersion;

    /// <summary>Empty until it was read; an answer without it is worthless to the API server.</summary>
    public string Uid { get; set; } = "";

    public string Operation { get; set; } = "";

    public string? Name { get; set; }

    public string? Namespace { get; set; }

    public string? Subresource { get; set; }

    public bool DryRun { get; set; }

    public AdmissionKind? Kind { get; set; }

    public UserInfo User { get; set; } = new();

    /// <inheritdoc cref="AdmissionContext{T}.Deadline"/>
    public DateTimeOffset Deadline { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>UTF-8 JSON; empty when absent or null.</summary>
    public ReadOnlyMemory<byte> Object { get; set; }

    /// <inheritdoc cref="Object"/>
    public ReadOnlyMemory<byte> OldObject { get; set; }

    /// <inheritdoc cref="Object"/>
    public ReadOnlyMemory<byte> Options { get; set; }
}
