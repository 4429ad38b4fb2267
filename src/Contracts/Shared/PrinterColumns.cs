namespace Gko.Contracts;

/// <summary>JSON paths of columns that every kind shows alike.</summary>
internal static class PrinterColumns
{
    public const string Ready = ".status.conditions[?(@.type==\"Ready\")].status";

    public const string Reason = ".status.conditions[?(@.type==\"Ready\")].reason";

    public const string Age = ".metadata.creationTimestamp";
}
