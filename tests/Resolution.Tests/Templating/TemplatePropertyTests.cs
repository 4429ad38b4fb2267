using FsCheck;
using FsCheck.Fluent;
using Gko.Contracts;

namespace Gko.Resolution.Tests.Templating;

public sealed class TemplatePropertyTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(60);

    [Fact]
    public void Compile_AnyTextWithoutMarker_IsUnchanged() =>
        Prop.ForAll(TemplateGen.Plain, text => Rendering.Compile(text).Result.Value?.Description == text).Check(Often);

    [Fact]
    public void Compile_AnyText_RendersOrReportsAProblemOfItsField() => Prop.ForAll(TemplateGen.Fragments, text =>
    {
        var outcome = Rendering.Compile(text);
        return outcome.TryGet(out _, out var problem) || problem.Field == "spec.description";
    }).Check(Often);

    [Fact]
    public void Compile_AnyInsideOfAnAction_RendersOrReportsAProblem() => Prop.ForAll(TemplateGen.Fragments, text =>
        Rendering.Compile($"[[ {text} ]]") is { } outcome && (outcome.TryGet(out _, out var problem) || problem.Field == "spec.description")).Check(Often);

    [Fact]
    public void Compile_CallsThatFail_NeverShowTheSecret() => Prop.ForAll(TemplateGen.CallsOnSecrets, template =>
    {
        const string Value = "7Xq!d%s0Zp";
        var outcome = Rendering.Compile(template, Rendering.Sources().With(FakeSources.Secret("db"), "password", Value));
        return outcome.Problems.All(problem => !problem.Message.Contains("Xq", StringComparison.Ordinal))
            && outcome.Sources.All(source => !source.Key.Name.Contains("Xq", StringComparison.OrdinalIgnoreCase));
    }).Check(Often);

    [Fact]
    public void Compile_CallsOnSecrets_OftenFail()
    {
        var failures = TemplateGen.CallsOnSecrets.Generator.Sample(500).Count(template => Rendering.Compile(template).Problems.Count > 0);

        failures.ShouldBeInRange(100, 490, "without failures, and without successes, the property above says nothing");
    }

    [Fact]
    public void Compile_AnyWellFormedTemplate_RendersWhatItSays() =>
        Prop.ForAll(RenderedTemplateGen.All, template => Rendering.Compile(template.Template).Result.Value?.Description == template.Text).Check(Often);
}
