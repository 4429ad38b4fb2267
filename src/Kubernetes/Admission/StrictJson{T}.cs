using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gko.Kubernetes.Model;

namespace Gko.Kubernetes.Admission;

/// <summary>
/// Reads a kind as it is everywhere else, but refuses nulls in lists and maps: no schema allows them, and no rule expects them.
/// </summary>
internal static class StrictJson<T> where T : class, IResource<T>
{
    /// <summary>How to read the kind.</summary>
    public static JsonTypeInfo<T> Type { get; } = Create();

    private static JsonTypeInfo<T> Create()
    {
        var known = T.Type.Json.Options;
        var options = new JsonSerializerOptions(known) { TypeInfoResolver = known.TypeInfoResolver!.WithAddedModifier(RefuseNulls) };
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }

    private static void RefuseNulls(JsonTypeInfo type)
    {
        if (type.ElementType is { IsValueType: false })
        {
            type.OnDeserialized = type.Kind switch
            {
                JsonTypeInfoKind.Enumerable => static list => RefuseNulls((IEnumerable)list),
                JsonTypeInfoKind.Dictionary => static map => RefuseNulls(((IDictionary)map).Values),
                _ => null,
            };
        }
    }

    private static void RefuseNulls(IEnumerable values)
    {
        foreach (var value in values)
        {
            if (value is null)
            {
                throw new NullElementException();
            }
        }
    }
}
