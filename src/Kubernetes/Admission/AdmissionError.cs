namespace Gko.Kubernetes.Admission;

/// <summary>One reason to deny a request.</summary>
/// <param name="Message">A sentence for the user: what is wrong and how to repair it.</param>
/// <param name="Field">The path of the offending field, such as <c>spec.listeners[0].path</c>; null when no single field is at fault.</param>
public sealed record AdmissionError(string Message, string? Field = null);
