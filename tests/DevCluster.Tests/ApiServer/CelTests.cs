using System.Text.Json.Nodes;
using Gko.DevCluster.ApiServer;

namespace Gko.DevCluster.Tests.ApiServer;

public sealed class CelTests
{
    private static object? Evaluate(string expression, string self = "{}") =>
        CelParser.Parse(expression).Evaluate(CelScope.Root.With("self", CelValue.Of(JsonNode.Parse(self))));

    [Theory]
    [InlineData("1 + 2 * 3 == 7", true)]
    [InlineData("(1 + 2) * 3 == 9", true)]
    [InlineData("-1 < 0 && !(2 > 3)", true)]
    [InlineData("7 % 4 == 3 || false", true)]
    [InlineData("1 == 1.0", true)]
    [InlineData("'a' < 'b' ? true : false", true)]
    [InlineData("\"it's\" == 'it\\'s'", true)]
    [InlineData("2 in [1, 2]", true)]
    [InlineData("[1] + [2] == [1, 2]", true)]
    [InlineData("null == null", true)]
    [InlineData("size('héllo') == 5", true)]
    [InlineData("'abc'.startsWith('ab') && 'abc'.endsWith('bc') && 'abc'.contains('b')", true)]
    [InlineData("'abc'.matches('^[a-c]+$')", true)]
    [InlineData("int('12') == 12 && string(12) == '12' && double('1.5') == 1.5", true)]
    [InlineData("'a,b'.split(',').join('-') == 'a-b'", true)]
    public void Evaluate_Expression_HasValue(string expression, bool expected) => Evaluate(expression).ShouldBe(expected);

    [Theory]
    [InlineData("has(self.a) != has(self.b)", """{"a":1}""", true)]
    [InlineData("has(self.a) != has(self.b)", """{"a":1,"b":2}""", false)]
    [InlineData("(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true", """{"group":"","kind":"Service"}""", false)]
    [InlineData("(size(self.group) == 0 && self.kind == 'Service') ? has(self.port) : true", """{"group":"x","kind":"Service"}""", true)]
    [InlineData("self.items.all(i, i.n > 0)", """{"items":[{"n":1},{"n":2}]}""", true)]
    [InlineData("self.items.exists(i, i.n == 2)", """{"items":[{"n":1}]}""", false)]
    [InlineData("self.items.exists_one(i, i.n == 1)", """{"items":[{"n":1},{"n":1}]}""", false)]
    [InlineData("self.items.filter(i, i.n > 1).map(i, i.n) == [2]", """{"items":[{"n":1},{"n":2}]}""", true)]
    [InlineData("self.m['k'] == 'v' && 'k' in self.m", """{"m":{"k":"v"}}""", true)]
    [InlineData("self.missing == 1 || true", "{}", true)]
    public void Evaluate_Self_IsRead(string expression, string self, bool expected) => Evaluate(expression, self).ShouldBe(expected);

    [Fact]
    public void Evaluate_MissingKey_Fails() =>
        Should.Throw<CelException>(() => Evaluate("self.a == 1")).Message.ShouldBe("no such key: a");

    [Theory]
    [InlineData("self.foo(")]
    [InlineData("1 +")]
    [InlineData("a ==== b")]
    [InlineData("'open")]
    [InlineData("unknown(self)")]
    [InlineData("self.items.all(i)")]
    [InlineData("has(self)")]
    public void Parse_NotUnderstood_Fails(string expression) => Should.Throw<CelException>(() => CelParser.Parse(expression));
}
