namespace Gko.Kubernetes.Controllers;

internal interface IHeapElement
{
    /// <summary>Where the element lies in its heap; kept by the heap, -1 when in none.</summary>
    int Position { get; set; }
}
