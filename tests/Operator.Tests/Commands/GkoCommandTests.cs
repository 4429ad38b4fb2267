using Gko.Operator.Commands;

namespace Gko.Operator.Tests.Commands;

public sealed class GkoCommandTests
{
    [Theory]
    [InlineData("run", "run")]
    [InlineData("run --kubeconfig /path", "run")]
    [InlineData("crds", "crds")]
    [InlineData("crds --apply --kubeconfig /path", "crds")]
    [InlineData("health", "health")]
    [InlineData("health --url http://127.0.0.1:8081/readyz", "health")]
    public void Parse_KnownLine_FindsItsCommand(string line, string expected)
    {
        var parsed = GkoCommand.Create().Parse(line);

        parsed.Errors.ShouldBeEmpty();
        parsed.CommandResult.Command.Name.ShouldBe(expected);
    }

    [Theory]
    [InlineData("runn")]
    [InlineData("run --kubecfg /path")]
    [InlineData("crds extra")]
    [InlineData("health --kubeconfig /path")]
    public void Parse_UnknownLine_IsRefused(string line) => GkoCommand.Create().Parse(line).Errors.ShouldNotBeEmpty();
}
