using Gko.Apim.Connections;
using Gko.Apim.Http;

namespace Gko.Apim.Tests.Connections;

public sealed class ApimConnectionTests
{
    [Theory]
    [InlineData("http://apim", null, false, "http://apim/management/organizations/O/environments/E")]
    [InlineData("http://apim/", null, false, "http://apim/management/organizations/O/environments/E")]
    [InlineData(" http://apim:8083\n", null, false, "http://apim:8083/management/organizations/O/environments/E")]
    [InlineData("https://apim/eu//west/", null, false, "https://apim/eu/west/management/organizations/O/environments/E")]
    [InlineData("https://apim/eu/../us", null, false, "https://apim/us/management/organizations/O/environments/E")]
    [InlineData("https://apim?x=1", null, false, "https://apim/management/organizations/O/environments/E")]
    [InlineData("https://apim", null, true, "https://apim/apim/rest/organizations/O/environments/E")]
    [InlineData("https://apim", "/custom/", false, "https://apim/custom/organizations/O/environments/E")]
    [InlineData("https://apim", "custom", true, "https://apim/custom/organizations/O/environments/E")]
    [InlineData("https://apim", "", true, "https://apim/apim/rest/organizations/O/environments/E")]
    public void ManagementV1_BaseUrlAndPath_AreJoinedCleanly(string baseUrl, string? path, bool cloud, string expected) =>
        Connection(baseUrl, path, cloud).ManagementV1().ShouldBe(expected);

    [Theory]
    [InlineData(null, false, "https://apim/management/v2/organizations/O/environments/E")]
    [InlineData(null, true, "https://apim/apim/rest/v2/organizations/O/environments/E")]
    [InlineData("/custom", false, "https://apim/custom/v2/organizations/O/environments/E")]
    public void ManagementV2_AnyPath_GetsItsVersion(string? path, bool cloud, string expected) =>
        Connection("https://apim", path, cloud).ManagementV2().ShouldBe(expected);

    [Theory]
    [InlineData(null, false, "https://apim/automation/organizations/O/environments/E")]
    [InlineData(null, true, "https://apim/apim/automation/organizations/O/environments/E")]
    [InlineData("/custom", false, "https://apim/custom/organizations/O/environments/E")]
    public void Automation_OverriddenPath_ReplacesItsSegmentToo(string? path, bool cloud, string expected) =>
        Connection("https://apim", path, cloud).Automation().ShouldBe(expected);

    [Fact]
    public void ManagementV1_OrganizationWithUrlCharacters_StaysInThePath()
    {
        var connection = Connection("https://apim") with { OrganizationId = "a?b#c d" };

        new Uri(connection.ManagementV1("/apis")).PathAndQuery
            .ShouldBe("/management/organizations/a%3Fb%23c%20d/environments/E/apis");
    }

    [Fact]
    public void WithoutUserInfo_UrlWithPassword_HidesIt() =>
        UrlPath.WithoutUserInfo("https://me:p@ss@apim/x@y").ShouldBe("https://apim/x@y");

    [Fact]
    public void From_TokenAndPassword_TokenWins() =>
        ApimCredentials.From(" token\n", "user", "password").ShouldBe(ApimCredentials.Bearer("token"));

    [Fact]
    public void From_BlankTokenAndUser_IsBasic() =>
        ApimCredentials.From(" ", "user\n", "password ").ToHeader()!.ToString().ShouldBe("Basic dXNlcjpwYXNzd29yZA==");

    [Fact]
    public void From_Nothing_SendsNoHeader() => ApimCredentials.From(null, null, null).ToHeader().ShouldBeNull();

    [Fact]
    public void ToString_Connection_ShowsNoSecret()
    {
        var connection = Connection("https://apim") with { Credentials = ApimCredentials.Basic("user", "pa55word") };

        connection.ToString().ShouldNotContain("pa55word");
        connection.ToString().ShouldContain("Basic");
    }

    [Fact]
    public void Fingerprint_DifferentCredentials_Differs() =>
        new[] { ApimCredentials.None, ApimCredentials.Bearer("a"), ApimCredentials.Bearer("b"), ApimCredentials.Basic("a", "b") }
            .Select(credentials => credentials.Fingerprint).ShouldBeUnique();

    private static ApimConnection Connection(string baseUrl, string? path = null, bool cloud = false) => new()
    {
        BaseUrl = baseUrl,
        ManagementPath = path,
        Cloud = cloud,
        OrganizationId = "O",
        EnvironmentId = "E",
    };
}
