namespace Gko.Kubernetes.Controllers;

internal enum ResultKind
{
    Done,
    After,
    Retry,
    Conflict,
}
