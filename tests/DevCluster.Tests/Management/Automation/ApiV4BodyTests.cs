using System.Text.Json.Nodes;
using static Gko.DevCluster.Tests.Management.Automation.ApiV4Builder;

namespace Gko.DevCluster.Tests.Management.Automation;

public sealed class ApiV4BodyTests(ManagementFixture fixture) : IClassFixture<ManagementFixture>
{
    [Theory]
    [InlineData("name", "", "name", "must not be null")]
    [InlineData("name", "\"\"", "name", "size must be between 1 and 512")]
    [InlineData("version", "", "version", "must not be null")]
    [InlineData("type", "", "type", "must not be null")]
    [InlineData("lifecycleState", "", "lifecycleState", "must not be null")]
    [InlineData("listeners", "[]", "listeners", "size must be between 1 and 2147483647")]
    [InlineData("endpointGroups", "[{}]", "endpointGroups[0].type", "must not be null")]
    [InlineData("hrid", "\"ab\"", "hrid", "must match \"^[a-zA-Z0-9][a-zA-Z0-9_-]+[a-zA-Z0-9]$\"")]
    [InlineData("hrid", "\"a.bc\"", "hrid", "must match \"^[a-zA-Z0-9][a-zA-Z0-9_-]+[a-zA-Z0-9]$\"")]
    [InlineData("failover", "{\"slowCallDuration\":1}", "failover.slowCallDuration", "must be greater than or equal to 50")]
    [InlineData("flows", "[{\"request\":[{}]}]", "flows[0].request[0].policy", "must not be null")]
    [InlineData("flows", "[{\"selectors\":[{\"type\":\"http\"}]}]", "flows[0].selectors[0].pathOperator", "must not be null")]
    [InlineData("members", "[{\"source\":\"memory\",\"sourceId\":\"user\"}]", "members[0].role", "must not be null")]
    public async Task Put_ConstraintViolated_IsNamed(string name, string json, string location, string message)
    {
        var answer = await fixture.PutApiAsync(AProxy().Having(name, json), dryRun: true);

        (answer.Status, answer.Message).ShouldBe((400, "Validation error"));
        var detail = answer.Json["details"]!.AsArray().ShouldHaveSingleItem()!;
        ((string?)detail["location"], (string?)detail["message"]).ShouldBe((location, message));
    }

    [Fact]
    public async Task Put_PlanWithoutAnything_NamesEveryField()
    {
        var answer = await fixture.PutApiAsync(AProxy().Having("plans", "[{}]"), dryRun: true);

        answer.Json["details"]!.AsArray().Select(detail => (string?)detail!["location"]).ShouldBe(
            ["plans[0].hrid", "plans[0].name", "plans[0].status", "plans[0].type", "plans[0].validation", "plans[0].mode"]);
    }

    [Theory]
    [InlineData("state", "\"RUNNING\"", "state", "Unexpected value 'RUNNING'")]
    [InlineData("type", "\"EDGE\"", "type", "Unexpected value 'EDGE'")]
    [InlineData("listeners", "[{\"type\":\"UDP\"}]", "listeners[0].type", "Unexpected value 'UDP'")]
    [InlineData("listeners", "{}", "listeners", "Cannot deserialize value of type array from Object value")]
    [InlineData("notifyMembers", "\"true\"", "notifyMembers", "Cannot deserialize value of type boolean from String value")]
    [InlineData("failover", "{\"maxRetries\":\"2\"}", "failover.maxRetries", "Cannot deserialize value of type integer from String value")]
    public async Task Put_WrongTypeOrWord_IsRejected(string name, string json, string location, string message)
    {
        var answer = await fixture.PutApiAsync(AProxy().Having(name, json), dryRun: true);

        (answer.Status, answer.Message, (string?)answer.Json["technicalCode"]).ShouldBe((400, message, "invalidValue"));
        ((string?)answer.Json["details"]![0]!["location"]).ShouldBe(location);
    }

    [Fact]
    public async Task Put_NoObject_IsRejected() =>
        (await fixture.SendAsync("PUT", $"{ManagementFixture.Automation}/apis", new JsonArray())).Status.ShouldBe(400);
}
