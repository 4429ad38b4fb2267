namespace Gko.Contracts.Wire;

/// <summary>Formats of documentation pages.</summary>
public static class PageTypes
{
    public const string Markdown = "MARKDOWN";
    public const string Swagger = "SWAGGER";
    public const string AsyncApi = "ASYNCAPI";
    public const string AsciiDoc = "ASCIIDOC";
    public const string Folder = "FOLDER";
    public const string SystemFolder = "SYSTEM_FOLDER";
    public const string Root = "ROOT";
}
