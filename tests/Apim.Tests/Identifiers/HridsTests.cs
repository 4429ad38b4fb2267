using Gko.Apim.Identifiers;

namespace Gko.Apim.Tests.Identifiers;

public sealed class HridsTests
{
    [Fact]
    public void Of_Object_JoinsNamespaceAndName() =>
        Hrids.Of(new() { Namespace = "default", Name = "api-v4" }).ShouldBe("default-api-v4");

    [Theory]
    [InlineData("KeyLess", "KeyLess")]
    [InlineData("JWT Plan. With", "JWT-Plan--With")]
    [InlineData("a_b/c:d\té", "a_b/c:d\té")]
    [InlineData(" .", "--")]
    [InlineData("", "")]
    public void OfKey_AnyKey_ReplacesSpacesAndDotsOnly(string key, string expected) => Hrids.OfKey(key).ShouldBe(expected);
}
