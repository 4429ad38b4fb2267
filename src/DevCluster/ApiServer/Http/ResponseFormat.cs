using Microsoft.Net.Http.Headers;

namespace Gko.DevCluster.ApiServer;

/// <summary>How a client wants objects: as they are, as table rows or as metadata only; in JSON or YAML.</summary>
internal sealed record ResponseFormat(ResponseShape Shape, bool IsYaml)
{
    private static readonly ResponseFormat Json = new(ResponseShape.Object, false);

    /// <exception cref="ApiStatusException">406: nothing that is accepted can be served.</exception>
    public static ResponseFormat Parse(string? accept)
    {
        if (string.IsNullOrWhiteSpace(accept) || !MediaTypeHeaderValue.TryParseList(accept.Split(','), out var types))
        {
            return Json;
        }

        return types.Select(From).FirstOrDefault(format => format is not null) ?? throw Refusals.NotAcceptable();
    }

    private static ResponseFormat? From(MediaTypeHeaderValue type)
    {
        var isYaml = type.MediaType.Value is "application/yaml" or "application/x-yaml" or "text/yaml";
        if (!isYaml && type.MediaType.Value is not ("application/json" or "application/*" or "*/*"))
        {
            return null;
        }

        var shape = type.Parameters.FirstOrDefault(parameter => parameter.Name == "as")?.Value.Value;
        return shape switch
        {
            null => new ResponseFormat(ResponseShape.Object, isYaml),
            "Table" => new ResponseFormat(ResponseShape.Table, isYaml),
            "PartialObjectMetadata" or "PartialObjectMetadataList" => new ResponseFormat(ResponseShape.Metadata, isYaml),
            _ => null,
        };
    }
}

/// <summary>What of an object is sent.</summary>
internal enum ResponseShape
{
    Object,
    Table,
    Metadata,
}
