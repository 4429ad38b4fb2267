using static Gko.Resolution.Tests.Templating.Rendering;

namespace Gko.Resolution.Tests.Templating;

/// <summary>The functions <c>secret</c> and <c>configmap</c>.</summary>
public sealed class SourceTests
{
    [Theory]
    [InlineData("[[ secret `db/user` ]]", "admin")]
    [InlineData("[[ secret \"db/user\" ]]", "admin")]
    [InlineData("[[ configmap `env/host` ]]", "example.com")]
    [InlineData("[[ `db/user` | secret ]]", "admin")]
    [InlineData("[[ secret (printf `%s/%s` `db` `user`) ]]", "admin")]
    [InlineData("[[ secret (configmap `env/source`) ]]", "admin")]
    [InlineData("<[[ secret `db/password` ]]>", "<s3cr&t\n>")]
    public void Source_ThatExists_GivesItsTextUntrimmed(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ secret `gone/key` ]]", "secret [default/gone] not found; create it or correct the template")]
    [InlineData("[[ configmap `db/user` ]]", "configmap [default/db] not found; create it or correct the template")]
    public void Source_ThatDoesNotExist_IsUnresolved(string template, string expected)
    {
        Complaint(template).ShouldBe(expected);
        Problem(template).Kind.ShouldBe(ProblemKind.UnresolvedReference);
    }

    [Theory]
    [InlineData("[[ secret `db/other` ]]", "key [other] not found in secret [default/db]; add the key to its data or correct the template")]
    [InlineData("[[ secret `db/empty` ]]", "key [empty] not found in secret [default/db]: its value is empty; give it one or correct the template")]
    public void Source_WithoutTheValue_IsATemplateProblemThatListsTheSource(string template, string expected)
    {
        Complaint(template).ShouldBe(expected);
        Problem(template).Kind.ShouldBe(ProblemKind.Template);
        Compile(template).Sources.ShouldBe([FakeSources.Secret("db")]);
    }

    [Theory]
    [InlineData("a/b/c")]
    [InlineData("db")]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("db/")]
    [InlineData("/user")]
    [InlineData(" db/user")]
    [InlineData("Db/user")]
    [InlineData("../user")]
    [InlineData("a?b/user")]
    public void Source_NotNamedByNameAndKey_IsAProblem(string argument)
    {
        Complaint($"[[ secret `{argument}` ]]").ShouldBe(
            (argument.Length == 0 ? "empty secret name" : $"wrong secret name. Example my-secret/key1, not \"{argument}\"") + "; write secret \"name/key\" with the name of an object in this namespace and one of its keys");
        Compile($"[[ secret `{argument}` ]]").Sources.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("[[ secret 1 ]]", "secret: argument 1 is int, not a string; put it in quotes or take it from another function")]
    [InlineData("[[ secret nil ]]", "secret: argument 1 is <nil>, not a string; put it in quotes or take it from another function")]
    [InlineData("[[ secret . ]]", "secret: argument 1 is map[string]string, not a string; put it in quotes or take it from another function")]
    [InlineData("[[ secret `a/b` `c/d` ]]", "secret takes 1 argument, not 2; correct them")]
    public void Source_WrongArgument_IsAProblem(string template, string expected) => Complaint(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ secret (secret `db/user`) ]]")]
    [InlineData("[[ configmap (printf `%s/key` (secret `db/user`)) ]]")]
    [InlineData("[[ $name := slice (secret `db/user`) 1 ]][[ print $name `/key` | secret ]]")]
    [InlineData("[[ range len (secret `db/user`) ]][[ secret (print . `/key`) ]][[ end ]]")]
    public void Source_NamedByASecret_IsNotAskedFor(string template)
    {
        Complaint(template).ShouldEndWith(": its argument comes from a Secret, but names of sources are not confidential; write the name into the template");
        Compile(template).Sources.ShouldBe([FakeSources.Secret("db")]);
    }

    [Theory]
    [InlineData("[[ secret (print (configmap `env/host`) `/key`) ]]", "the secret that the template computes the name of was not found; create it or correct the template")]
    [InlineData("[[ secret (print `db/` (configmap `env/host`)) ]]", "the key that the template computes was not found in the secret that the template computes the name of; add the key to its data or correct the template")]
    [InlineData("[[ secret (configmap `env/host`) ]]", "wrong secret name. Example my-secret/key1, not the computed argument; write secret \"name/key\" with the name of an object in this namespace and one of its keys")]
    public void Source_NamedByAConfigMap_IsNotNamedInMessages(string template, string expected) => Complaint(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ secret `gone/key` ]]", 1, 4)]
    [InlineData("ab [[ printf `%s` (secret `gone/key`) ]]", 1, 20)]
    [InlineData("a\r\n\u00e9 [[ secret `gone/key` ]]", 2, 6)]
    [InlineData("\n\n[[ `x`\n  | nope ]]", 4, 5)]
    [InlineData("text [[ `x", 1, 9)]
    [InlineData("text [[ 1 ", 1, 6)]
    public void Problem_InATemplate_TellsFieldLineAndColumn(string template, int line, int column)
    {
        Problem(template).Message.ShouldEndWith($" (template at line {line}, column {column} of spec.description)");
        Problem(template).Field.ShouldBe("spec.description");
    }
}
