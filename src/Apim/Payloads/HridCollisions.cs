using Gko.Apim.Identifiers;
using Gko.Contracts;

namespace Gko.Apim.Payloads;

/// <summary>Finds plans and pages whose keys differ but whose human-readable ids do not.</summary>
internal static class HridCollisions
{
    public static List<PayloadProblem> Find(ApiV4DefinitionSpec spec) =>
        [.. Find(spec.Plans?.Keys, "plans"), .. Find(spec.Pages?.Keys, "pages")];

    private static IEnumerable<PayloadProblem> Find(IEnumerable<string>? keys, string what) =>
        from key in (keys ?? []).Order(StringComparer.Ordinal)
        group key by Hrids.OfKey(key) into same
        where same.Count() > 1
        select new PayloadProblem(
            $"{what} [{string.Join("], [", same)}] cannot be told apart: APIM calls each of them [{same.Key}]; rename all but one",
            $"spec.{what}");
}
