using System.Text.Json.Nodes;
using Gko.DevCluster.ApiServer;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class OutputTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(162, "2m42s")]
    [InlineData(60 * 60, "60m")]
    [InlineData(3 * 3600 + 60, "3h1m")]
    [InlineData(10 * 3600, "10h")]
    [InlineData(3 * 86400 + 3600, "3d1h")]
    [InlineData(10 * 86400, "10d")]
    [InlineData(3 * 365 * 86400, "3y")]
    [InlineData(-5, "<invalid>")]
    public void Show_Age_IsShort(int seconds, string expected) => HumanDuration.Show(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Theory]
    [InlineData(".a.b", "string", "\"x\"")]
    [InlineData(".n", "integer", "3")]
    [InlineData(".n", "string", "\"3\"")]
    [InlineData(".list[*].v", "string", "\"one\"")]
    [InlineData(".list[1].v", "string", "\"two\"")]
    [InlineData(".list[?(@.k==\"b\")].v", "string", "\"two\"")]
    [InlineData(".list[?(@.k!=\"a\")].v", "string", "\"two\"")]
    [InlineData(".a['b']", "string", "\"x\"")]
    [InlineData(".missing.deep", "string", null)]
    [InlineData(".when", "date", "\"60m\"")]
    public void Cell_Path_Selects(string path, string type, string? expected)
    {
        var item = (JsonObject)JsonNode.Parse(
            """{"a":{"b":"x"},"n":3,"list":[{"k":"a","v":"one"},{"k":"b","v":"two"}],"when":"2026-01-01T11:00:00Z"}""")!;

        JsonPath.Parse(path).Cell(item, type, Now)?.ToJsonString().ShouldBe(expected);
    }

    [Theory]
    [InlineData(".a[")]
    [InlineData(".a[x]")]
    [InlineData(".a[?(b)]")]
    public void Parse_Unsupported_Fails(string path) => Should.Throw<FormatException>(() => JsonPath.Parse(path));
}
