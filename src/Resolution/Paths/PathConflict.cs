using Gko.Kubernetes.Model;

namespace Gko.Resolution;

/// <summary>Another API that answers where the looked-at one wants to.</summary>
/// <param name="Path">The cleaned address both claim.</param>
/// <param name="Index">Which of the API's virtual hosts claims it.</param>
/// <param name="Owner">The API that has it already.</param>
public sealed record PathConflict(string Path, int Index, ObjectKey Owner);
