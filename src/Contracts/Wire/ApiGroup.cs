namespace Gko.Contracts.Wire;

/// <summary>The API group that all kinds belong to.</summary>
public static class ApiGroup
{
    public const string Name = "gravitee.io";
    public const string Version = "v1alpha1";
    public const string ApiVersion = Name + "/" + Version;

    /// <summary><c>kubectl get gravitee</c> lists the objects of all kinds.</summary>
    public const string Category = "gravitee";
}
