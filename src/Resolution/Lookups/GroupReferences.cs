using Gko.Contracts;

namespace Gko.Resolution;

/// <summary>Follows references to Group objects. A missing one is told of but stops nothing, as upstream has it.</summary>
internal sealed class GroupReferences(ObjectLookup<Group> groups)
{
    /// <summary>The names under which APIM knows the groups, each once.</summary>
    /// <param name="references">The references; null for none.</param>
    /// <param name="ns">The namespace of the object that holds them.</param>
    /// <param name="field">Where the reference with a given index stands.</param>
    /// <param name="findings">Gets a note for each group that is missing.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask<List<string>> NamesAsync(
        IReadOnlyList<NamespacedReference>? references, string? ns, Func<int, string> field, Findings findings, CancellationToken ct)
    {
        var names = new List<string>();
        for (var index = 0; index < references?.Count; index++)
        {
            if (references[index] is not { } reference)
            {
                continue;
            }

            var key = References.Target(reference, ns);
            var group = await groups.FindAsync(key, findings.Reads, ct).ConfigureAwait(false);
            if (!group.TryGet(out var found, out var reason))
            {
                findings.Note(new(
                    ProblemKind.UnresolvedReference, $"Group {key} could not be found{(group.IsReadable ? "" : $": {reason}")}", field(index)));
            }
            else if (found.Spec?.Name is { Length: > 0 } name && !names.Contains(name))
            {
                names.Add(name);
            }
        }

        return names;
    }

    /// <summary>Appends the names of the groups that an API refers to.</summary>
    /// <param name="spec">Is changed.</param>
    /// <param name="ns">The namespace of the API.</param>
    /// <param name="findings">Gets a note for each group that is missing.</param>
    /// <param name="ct">Ends the wait for the API server.</param>
    public async ValueTask AppendAsync(ApiSpec spec, string? ns, Findings findings, CancellationToken ct)
    {
        if (spec.GroupRefs is { Count: > 0 } references)
        {
            var names = await NamesAsync(references, ns, index => $"spec.groupRefs[{index}]", findings, ct).ConfigureAwait(false);
            spec.Groups = [.. spec.Groups ?? [], .. names.Except(spec.Groups ?? [], StringComparer.Ordinal)];
        }
    }
}
