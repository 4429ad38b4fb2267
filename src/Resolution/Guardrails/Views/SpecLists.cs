namespace Gko.Resolution;

/// <summary>Lists of a spec, which may be missing, and so may their items.</summary>
internal static class SpecLists
{
    /// <summary>A view of each item that is there, with its index in the spec.</summary>
    public static IEnumerable<TResult> Each<T, TResult>(IEnumerable<T>? items, Func<T, int, TResult> view) =>
        (items ?? []).Select((item, index) => (item, index)).Where(one => one.item is not null).Select(one => view(one.item, one.index));
}
