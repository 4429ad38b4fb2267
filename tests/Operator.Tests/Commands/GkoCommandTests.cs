using Gko.Operator.Commands;

namespace Gko.Operator.Tests.Commands;

public sealed class GkoCommandTests
{
    [Theory]
    [InlineData("run", "run")]
    [InlineData("run --kubeconfig /path", "run")]
    [InlineData("crds", "crds")]
    [InlineData("crds --apply --kubeconfig /path", "crds")]
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
    public void Parse_UnknownLine_IsRefused(string line) => GkoCommand.Create().Parse(line).Errors.ShouldNotBeEmpty();
}
