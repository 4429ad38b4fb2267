using System.Text;
using Gko.Kubernetes.Admission;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("""{"a":"é😀"}""", true)]
    [InlineData("""{"a":"\\\"\n\u0000"}""", true)]
    [InlineData("""{"a":"\ud83d\ude00"}""", true)]
    [InlineData("""{"a":"\uD83D\uDE00\u00e9"}""", true)]
    [InlineData("""{"a":"\\ud83d"}""", true)]
    [InlineData("""{"a":"\ud83d"}""", false)]
    [InlineData("""{"a":"\ude00"}""", false)]
    [InlineData("""{"a":"\ude00\ud83d"}""", false)]
    [InlineData("""{"a":"\ud83dx\ude00"}""", false)]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", false)]
    [InlineData("""{"\\\ud83d":1}""", false)]
    [InlineData("\\", true)]
    [InlineData("", true)]
    public void IsUnicode_Escapes_StandForWholeCharacters(string json, bool expected) =>
        JsonText.IsUnicode(Encoding.UTF8.GetBytes(json)).ShouldBe(expected);

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC0, 0x80)]
    [InlineData(0xED, 0xA0, 0x80)]
    [InlineData(0xE2, 0x82)]
    public void IsUnicode_OtherBytes_AreNone(params int[] bytes) =>
        JsonText.IsUnicode([(byte)'"', .. bytes.Select(one => (byte)one), (byte)'"']).ShouldBeFalse();
}
