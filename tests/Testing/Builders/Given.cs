namespace Gko.Testing.Builders;

/// <summary>Where arrangements start: <c>using static Gko.Testing.Builders.Given;</c>.</summary>
public static class Given
{
    /// <summary>A valid v2 API with one path, one plan and one endpoint, which refers to the context <c>default/ctx</c>.</summary>
    public static ApiBuilder AnApi(string name = "api", string ns = "default") => new(name, ns);

    /// <summary>A valid context with a token in clear.</summary>
    public static ContextBuilder AContext(string name = "ctx", string ns = "default") => new(name, ns);

    /// <summary>A Secret without any key.</summary>
    public static SecretBuilder ASecret(string name = "secret", string ns = "default") => new(name, ns);
}
