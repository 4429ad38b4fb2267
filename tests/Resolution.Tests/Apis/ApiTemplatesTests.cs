using Gko.Contracts;
using Gko.Contracts.Wire;
using static Gko.Testing.Builders.Given;

namespace Gko.Resolution.Tests.Apis;

public sealed class ApiTemplatesTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("True", false)]
    [InlineData("", false)]
    [InlineData("false", false)]
    public void IsTemplate_Annotation_IsTrueForTheExactWord(string value, bool expected)
    {
        Dictionary<string, string> annotations = new() { [AnnotationNames.Template] = value };
        ApiTemplates.IsTemplate(AnApi().WithObject(api => api.Metadata.Annotations = annotations).Build()).ShouldBe(expected);
        ApiTemplates.IsTemplate(AV4Api().WithObject(api => api.Metadata.Annotations = annotations).Build()).ShouldBe(expected);
    }

    [Fact]
    public void IsTemplate_NothingSaysSo_IsFalse()
    {
        ApiTemplates.IsTemplate(new ApiDefinition()).ShouldBeFalse();
        ApiTemplates.IsTemplate(null).ShouldBeFalse();
    }
}
