namespace Gko.Kubernetes.Admission;

/// <summary>Group, version and kind of the object under review.</summary>
internal sealed class AdmissionKind
{
    public string? Group { get; set; }

    public string? Version { get; set; }

    public string? Kind { get; set; }

    public override string ToString() => $"{(string.IsNullOrEmpty(Group) ? "" : Group + "/")}{Version} {Kind}";
}
