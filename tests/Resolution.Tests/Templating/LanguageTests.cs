using static Gko.Resolution.Tests.Templating.Rendering;

namespace Gko.Resolution.Tests.Templating;

/// <summary>What Go's text/template writes for the same templates, with an empty map of strings as data.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData("a [[ `b` ]] c", "a b c")]
    [InlineData("]] [[ `x` ]] ]] [ [", "]] x ]] [ [")]
    [InlineData("[[`x`]][[\"y\"]]", "xy")]
    [InlineData("[[ \"[[\" ]] literal ]]", "[[ literal ]]")]
    [InlineData("[[\n\t`x`\r\n]]", "x")]
    [InlineData("{{ .x }}[[ `` ]]{#request.id}", "{{ .x }}{#request.id}")]
    [InlineData("[[[ `x` ]]", null)]
    public void Text_AroundActions_StaysAsItIs(string template, string? expected) => Expect(template, expected);

    [Theory]
    [InlineData("a \t\r\n[[- `b` -]]\n \t c", "abc")]
    [InlineData("a [[- `b` ]] c", "ab c")]
    [InlineData("a [[ `b` -]] c", "a bc")]
    [InlineData("a [[-\n`b`\n-]] c", "abc")]
    [InlineData("a\u00a0[[- `b` ]]", "a\u00a0b")]
    [InlineData("a [[ 1 -]] [[- 2 ]] b", "a 12 b")]
    [InlineData("a [[-3]] b", "a -3 b")]
    [InlineData("a [[- 3 -]] b", "a3b")]
    [InlineData("a [[- -3 -]] b", "a-3b")]
    [InlineData("[[- /* c */ -]] a", "a")]
    [InlineData("a [[- /* c */]] b", "a b")]
    [InlineData("a [[/* c */ -]] b", "a b")]
    [InlineData("  [[- /* a */ -]]  [[- /* b */ -]]  ", "")]
    [InlineData("a [[`b`-]] c", null)]
    [InlineData("a [[ 3-]] c", null)]
    [InlineData("a [[- ]]", null)]
    [InlineData("a [[--]]", null)]
    public void TrimMarkers_TakeWhiteSpaceAway_WithASpaceOnly(string template, string? expected) => Expect(template, expected);

    [Theory]
    [InlineData("a[[/* [[ ]] \n \" */]]b", "ab")]
    [InlineData("a[[/**/]]b", "ab")]
    [InlineData("[[/*]]*/]]", "")]
    [InlineData("[[ /* x */ ]]", null)]
    [InlineData("[[/* x */ ]]", null)]
    [InlineData("[[/* x ]]", null)]
    [InlineData("[[/* x */ `y` ]]", null)]
    public void Comments_WriteNothing(string template, string? expected) => Expect(template, expected);

    [Theory]
    [InlineData("[[ \"a\\tb\\n\\\"\\\\\" ]]", "a\tb\n\"\\")]
    [InlineData("[[ \"\\a\\b\\f\\r\\v\" ]]", "\u0007\b\f\r\u000b")]
    [InlineData("[[ \"\\x41\\101\\u00e9\\U0001F600\" ]]", "AA\u00e9\ud83d\ude00")]
    [InlineData("[[ \"\\xc3\\xa9 \\303\\251\" ]]", "\u00e9 \u00e9")]
    [InlineData("[[ `a\\n\"b` ]]", "a\\n\"b")]
    [InlineData("[[ `a\r\nb` ]]", "a\nb")]
    [InlineData("[[ \"]]\" ]]", "]]")]
    [InlineData("[[ `]]` ]]", "]]")]
    [InlineData("[[ \"`\" ]][[ `\"` ]]", "`\"")]
    [InlineData("[[ \"a\nb\" ]]", null)]
    [InlineData("[[ \"a\\'\" ]]", null)]
    [InlineData("[[ \"\\q\" ]]", null)]
    [InlineData("[[ \"\\x4\" ]]", null)]
    [InlineData("[[ \"\\400\" ]]", null)]
    [InlineData("[[ \"\\18\" ]]", null)]
    [InlineData("[[ \"\\ud800\" ]]", null)]
    [InlineData("[[ \"a ]]", null)]
    [InlineData("[[ \"a\\", null)]
    [InlineData("[[ `a ]]", null)]
    public void Strings_AreReadAsInGo(string template, string? expected) => Expect(template, expected);

    [Theory]
    [InlineData("[[ 12 ]] [[ -7 ]] [[ +5 ]]", "12 -7 5")]
    [InlineData("[[ 0x1F ]] [[ 0o17 ]] [[ 017 ]] [[ 0b101 ]] [[ 1_000 ]] [[ 0x_ff ]]", "31 15 15 5 1000 255")]
    [InlineData("[[ 9223372036854775807 ]] [[ -9223372036854775808 ]]", "9223372036854775807 -9223372036854775808")]
    [InlineData("[[ 'a' ]] [[ '\\n' ]] [[ '\u00e9' ]] [[ '\\'' ]] [[ '\\x41' ]]", "97 10 233 39 65")]
    [InlineData("[[ 1.5 ]] [[ 1.0 ]] [[ .5 ]] [[ 1e3 ]] [[ 1_0.5 ]]", "1.5 1 0.5 1000 10.5")]
    [InlineData("[[ 100000.0 ]] [[ 1000000.0 ]] [[ 123456789.0 ]] [[ 1e21 ]]", "100000 1e+06 1.23456789e+08 1e+21")]
    [InlineData("[[ 0.0001 ]] [[ 0.00001 ]] [[ -1.5e-7 ]]", "0.0001 1e-05 -1.5e-07")]
    [InlineData("[[ true ]] [[ false ]]", "true false")]
    [InlineData("[[ 9223372036854775808 ]]", null)]
    [InlineData("[[ 099 ]]", null)]
    [InlineData("[[ 1__0 ]]", null)]
    [InlineData("[[ 0x ]]", null)]
    [InlineData("[[ 1e999 ]]", null)]
    [InlineData("[[ 1i ]]", null)]
    [InlineData("[[ 1.2.3 ]]", null)]
    [InlineData("[[ 'ab' ]]", null)]
    [InlineData("[[ '' ]]", null)]
    [InlineData("[[ nil ]]", null)]
    public void Numbers_AreReadAsInGo(string template, string? expected) => Expect(template, expected);

    [Theory]
    [InlineData("[[ .x ]] [[ .x.y.z ]] [[ $.x ]] [[ (.x).y ]]", "<no value> <no value> <no value> <no value>")]
    [InlineData("[[ . ]] [[ $ ]] [[ len . ]]", "map[] map[] 0")]
    [InlineData("[[ print .x ]] [[ print nil ]] [[ html .x ]]", "<nil> <nil> &lt;no value&gt;")]
    [InlineData("[[ index . `x` ]]|", "|")]
    [InlineData("[[ if .x ]]a[[ else ]]b[[ end ]][[ if . ]]c[[ end ]]", "b")]
    [InlineData("[[ `a`.x ]]", null)]
    [InlineData("[[ (`a`).x ]]", null)]
    [InlineData("[[ $x := `a` ]][[ $x.y ]]", null)]
    [InlineData("[[ . x ]]", null)]
    [InlineData("[[ .. ]]", null)]
    [InlineData("[[ nil.x ]]", null)]
    public void Fields_OfTheEmptyData_HaveNoValue(string template, string? expected) => Expect(template, expected);

    [Theory]
    [InlineData("[[ `a` | printf `%s-%s` `b` ]]", "b-a")]
    [InlineData("[[ `a`|printf `<%s>`|html ]]", "&lt;a&gt;")]
    [InlineData("[[ `a` | ]]", "a")]
    [InlineData("[[ printf `%d` (len (printf `%s%s` `ab` `c`)) ]]", "3")]
    [InlineData("[[ (`a`) ]][[ ((`b`)) | print ]]", "ab")]
    [InlineData("[[ print (1) (`a` | print) ]]", "1a")]
    [InlineData("[[ `a` `b` ]]", null)]
    [InlineData("[[ `a` | `b` ]]", null)]
    [InlineData("[[ `a` | .x ]]", null)]
    [InlineData("[[ `a` || print ]]", null)]
    [InlineData("[[ | print ]]", null)]
    [InlineData("[[ print `a``b` ]]", null)]
    [InlineData("[[ print(`a`) ]]", null)]
    [InlineData("[[ (`a` ]]", null)]
    [InlineData("[[ `a`) ]]", null)]
    [InlineData("[[ () ]]", null)]
    [InlineData("[[ ]]", null)]
    [InlineData("[[", null)]
    [InlineData("[[ `a`", null)]
    [InlineData("[[ `a`, `b` ]]", null)]
    [InlineData("[[ a-b ]]", null)]
    [InlineData("[[ ! ]]", null)]
    public void Pipelines_PassTheirValueOn_AsLastArgument(string template, string? expected) => Expect(template, expected);

    [Theory]
    [InlineData("[[ $x := `a` ]][[ $x ]][[ $x = `b` ]][[ $x ]]", "ab")]
    [InlineData("[[$x:=1]][[$x]]", "1")]
    [InlineData("[[ $x := `a` | printf `%s!` ]][[ $x | print ]]", "a!")]
    [InlineData("[[ $x := 1 ]][[ if true ]][[ $x := 2 ]][[ $x ]][[ end ]][[ $x ]]", "21")]
    [InlineData("[[ $x := 1 ]][[ if true ]][[ $x = 2 ]][[ end ]][[ $x ]]", "2")]
    [InlineData("[[ if $x := `a` ]][[ $x ]][[ end ]]", "a")]
    [InlineData("[[ if $x := `` ]][[ else ]]<[[ $x ]]>[[ end ]]", "<>")]
    [InlineData("[[ $x := `a` ]][[ with `b` ]][[ $x ]][[ . ]][[ $ ]][[ end ]]", "abmap[]")]
    [InlineData("[[ print ($x := 1) $x ]]", "1 1")]
    [InlineData("[[ $\u00e91 := 1 ]][[ $\u00e91 ]]", "1")]
    [InlineData("[[ $x ]]", null)]
    [InlineData("[[ if true ]][[ $x := 1 ]][[ end ]][[ $x ]]", null)]
    [InlineData("[[ $x = 1 ]]", null)]
    [InlineData("[[ $x := $x ]]", null)]
    [InlineData("[[ $x, $y := 1 ]]", null)]
    [InlineData("[[ $x : = 1 ]]", null)]
    public void Variables_LiveInTheirBlock(string template, string? expected) => Expect(template, expected);

    private static void Expect(string template, string? expected)
    {
        if (expected is null)
        {
            Problem(template).Kind.ShouldBe(ProblemKind.Template);
        }
        else
        {
            Render(template).ShouldBe(expected);
        }
    }
}
