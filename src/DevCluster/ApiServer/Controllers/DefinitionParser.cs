using System.Text.Json.Nodes;

namespace Gko.DevCluster.ApiServer;

/// <summary>Makes the served kinds of a definition, one per served version.</summary>
internal static class DefinitionParser
{
    public static IEnumerable<ResourceDefinition> Parse(JsonObject definition)
    {
        var spec = definition.Child("spec");
        var names = spec.Child("names");
        return (spec.Items("versions") ?? []).OfType<JsonObject>().Where(version => version.Flag("served") is true)
            .Select(version => new ResourceDefinition
            {
                Group = spec.Text("group") ?? "",
                Version = version.Text("name") ?? "",
                Kind = names.Text("kind") ?? "",
                DeclaredListKind = names.Text("listKind"),
                Plural = names.Text("plural") ?? "",
                Singular = names.Text("singular") ?? "",
                ShortNames = [.. names.Texts("shortNames")],
                Categories = [.. names.Texts("categories")],
                Namespaced = spec.Text("scope") == "Namespaced",
                Schema = SchemaReader.ReadRoot(version.Child("schema").Child("openAPIV3Schema") ?? []),
                HasStatus = version.Child("subresources").Child("status") is not null,
                IsCustom = true,
                HasGeneration = true,
                Columns = Columns(version),
                SelectableFields = [.. (version.Items("selectableFields") ?? []).OfType<JsonObject>()
                    .Select(field => (field.Text("jsonPath") ?? "").TrimStart('.'))],
            });
    }

    private static List<PrinterColumn> Columns(JsonObject version)
    {
        // The API server gives up at the first path that it cannot read.
        var own = (version.Items("additionalPrinterColumns") ?? []).OfType<JsonObject>().Select(PrinterColumn.FromDefinition)
            .TakeWhile(column => column is not null).OfType<PrinterColumn>().ToList();
        return [PrinterColumn.NameColumn, .. (version.Items("additionalPrinterColumns")?.Count ?? 0) == 0 ? [PrinterColumn.Age with { Type = "date" }] : own];
    }
}
