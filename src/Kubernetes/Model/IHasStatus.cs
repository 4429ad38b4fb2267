namespace Gko.Kubernetes.Model;

/// <summary>A kind with a <c>/status</c> subresource.</summary>
public interface IHasStatus<TStatus> where TStatus : class, IStatus
{
    /// <summary>The last observed status; null until a controller wrote one.</summary>
    TStatus? Status { get; set; }
}
