namespace Gko.Kubernetes.Admission;

/// <summary>What the user is about to do with the object.</summary>
public enum AdmissionOperation
{
    /// <summary>The object is new.</summary>
    Create,

    /// <summary>The object exists and changes.</summary>
    Update,

    /// <summary>The object is to go; there is only an old one.</summary>
    Delete,
}
