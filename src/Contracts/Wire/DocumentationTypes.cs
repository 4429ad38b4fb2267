namespace Gko.Contracts.Wire;

/// <summary>Formats of pages of the new portal.</summary>
public static class DocumentationTypes
{
    public const string Markdown = "GRAVITEE_MARKDOWN";
    public const string OpenApi = "OPENAPI";
    public const string AsyncApi = "ASYNCAPI";
}
