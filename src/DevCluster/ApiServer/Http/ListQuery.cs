using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gko.DevCluster.ApiServer;

/// <summary>The query parameters of list and watch, checked as the API server does.</summary>
internal sealed record ListQuery
{
    public required LabelSelector Labels { get; init; }

    public required FieldSelector Fields { get; init; }

    public bool IsSelective { get; init; }

    public long Limit { get; init; }

    public string? Continue { get; init; }

    /// <summary>Null when none was sent; 0 means any.</summary>
    public long? Version { get; init; }

    public string? VersionMatch { get; init; }

    public bool SendInitialEvents { get; init; }

    public bool AllowBookmarks { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <exception cref="ApiStatusException">400 or 422: a parameter makes no sense.</exception>
    public static ListQuery Read(HttpRequest request, ResourceDefinition resource, bool watch)
    {
        var match = RequestOptions.Query(request, "resourceVersionMatch");
        var versionText = RequestOptions.Query(request, "resourceVersion");
        var initial = RequestOptions.Query(request, "sendInitialEvents");
        CheckCombination(match, versionText, initial, watch);
        var labels = RequestOptions.Query(request, "labelSelector");
        var fields = RequestOptions.Query(request, "fieldSelector");
        return new ListQuery
        {
            Labels = LabelSelector.Parse(labels),
            Fields = FieldSelector.Parse(fields, resource),
            IsSelective = labels is not null || fields is not null,
            Limit = Number(request, "limit") ?? 0,
            Continue = RequestOptions.Query(request, "continue"),
            Version = ParseVersion(versionText, watch),
            VersionMatch = match,
            SendInitialEvents = initial is "true" or "1",
            AllowBookmarks = RequestOptions.Flag(request, "allowWatchBookmarks"),
            Timeout = Number(request, "timeoutSeconds") is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null,
        };
    }

    public bool Selects(StoredObject item, string? ns) =>
        (ns is null || item.Namespace == ns) && Labels.Matches(item.Labels) && Fields.Matches(item);

    private static void CheckCombination(string? match, string? version, string? initial, bool watch)
    {
        var errors = new List<FieldError>();
        switch (match)
        {
            case null when watch && initial is "true" or "1":
                errors.Add(FieldError.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
                break;
            case null:
                break;
            case not ("Exact" or "NotOlderThan"):
                errors.Add(FieldError.NotSupported("resourceVersionMatch", match, ["Exact", "NotOlderThan", ""]));
                break;
            case not null when watch && initial is null:
                errors.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
                break;
            case not null when !watch && version is null:
                errors.Add(FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
                break;
            default:
                break;
        }

        if (!watch && initial is not null)
        {
            errors.Add(FieldError.Forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
        }

        if (errors.Count > 0)
        {
            throw Refusals.InvalidOptions("ListOptions", errors);
        }
    }

    private static long? ParseVersion(string? text, bool watch)
    {
        if (text is null || long.TryParse(text, CultureInfo.InvariantCulture, out _))
        {
            return text is null ? null : long.Parse(text, CultureInfo.InvariantCulture);
        }

        var error = $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax";
        throw watch ? Refusals.Internal(error) : Refusals.BadRequest($"invalid resource version: {error}");
    }

    private static long? Number(HttpRequest request, string name)
    {
        if (RequestOptions.Query(request, name) is not { } text)
        {
            return null;
        }

        return long.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refusals.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }
}
