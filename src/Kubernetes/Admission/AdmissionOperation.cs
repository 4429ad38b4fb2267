namespace Gko.Kubernetes.Admission;

/// <summary>What the user is about to do with the object.</summary>
public enum AdmissionOperation
{
    Create,
    Update,
    Delete,
}
