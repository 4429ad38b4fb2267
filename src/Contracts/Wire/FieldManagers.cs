namespace Gko.Contracts.Wire;

/// <summary>Names under which the operator owns fields in server-side apply.</summary>
public static class FieldManagers
{
    /// <summary>For CustomResourceDefinitions and everything else the operator writes; upstream's name.</summary>
    public const string Operator = "gravitee.io/operator";
}
