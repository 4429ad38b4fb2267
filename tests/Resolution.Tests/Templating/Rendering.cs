using Gko.Contracts;
using Gko.Resolution.Templating;

namespace Gko.Resolution.Tests.Templating;

/// <summary>Compiles a single template, in <c>spec.description</c>.</summary>
internal static class Rendering
{
    public static FakeSources Sources() => new FakeSources()
        .With(FakeSources.Secret("db"), "password", "s3cr&t\n")
        .With(FakeSources.Secret("db"), "user", "admin")
        .With(FakeSources.Secret("db"), "empty", "")
        .With(FakeSources.ConfigMap("env"), "host", "example.com")
        .With(FakeSources.ConfigMap("env"), "marker", "[[ secret `db/user` ]]")
        .With(FakeSources.ConfigMap("env"), "source", "db/user");

    public static string Render(string template, FakeSources? sources = null)
    {
        Compile(template, sources).TryGet(out var spec, out var problem).ShouldBeTrue(problem?.Message);
        return spec!.Description!;
    }

    /// <summary>The message without the field and the position.</summary>
    public static string Complaint(string template, FakeSources? sources = null)
    {
        var message = Problem(template, sources).Message;
        return message[..message.LastIndexOf(" (template at line", StringComparison.Ordinal)];
    }

    public static ResolutionProblem Problem(string template, FakeSources? sources = null) => Compile(template, sources).Problems.ShouldHaveSingleItem();

    /// <summary>The fake sources answer at once, so nothing is ever waited for.</summary>
    public static TemplateOutcome<ApiDefinitionSpec> Compile(string template, FakeSources? sources = null)
    {
        var compiling = new TemplateCompiler(sources ?? Sources(), enabled: true).CompileAsync(
            new ApiDefinitionSpec { Description = template }, ContractsJson.Relaxed.ApiDefinitionSpec, "default", CancellationToken.None).AsTask();
        compiling.IsCompleted.ShouldBeTrue();
        return compiling.GetAwaiter().GetResult();
    }
}
