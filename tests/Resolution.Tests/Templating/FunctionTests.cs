using static Gko.Resolution.Tests.Templating.Rendering;

namespace Gko.Resolution.Tests.Templating;

/// <summary>What the functions of Go's text/template give for the same arguments.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("[[ eq 1 1 ]] [[ eq `a` `a` ]] [[ eq true false ]] [[ eq 1.5 1.5 ]]", "true true false true")]
    [InlineData("[[ eq `c` `a` `b` `c` ]] [[ eq 4 1 2 3 ]]", "true false")]
    [InlineData("[[ ne 1 2 ]] [[ ne `a` `a` ]]", "true false")]
    [InlineData("[[ lt 1 2 ]] [[ le 2 2 ]] [[ gt 1 2 ]] [[ ge 2 2 ]] [[ lt 1.5 2.5 ]]", "true true false true true")]
    [InlineData("[[ lt `a` `b` ]] [[ lt `a` `ab` ]] [[ gt `\ud83d\ude00` `\uffee` ]] [[ le `` `` ]]", "true true true true")]
    [InlineData("[[ eq (index `abc` 1) 98 ]] [[ lt (index `abc` 1) 'c' ]]", "true true")]
    [InlineData("[[ eq nil nil ]] [[ eq .x nil ]] [[ eq . nil ]] [[ eq .x `a` ]]", "true true false false")]
    public void Comparisons_SameKind_Compare(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ eq 1 `1` ]]", "eq: int and string cannot be compared; compare strings with strings and int with int")]
    [InlineData("[[ eq 1 1.0 ]]", "eq: int and float64 cannot be compared; compare strings with strings and int with int")]
    [InlineData("[[ eq . . ]]", "eq: map[string]string and map[string]string cannot be compared; compare strings with strings and int with int")]
    [InlineData("[[ lt true false ]]", "lt: bool and bool cannot be compared; compare strings with strings and int with int")]
    [InlineData("[[ lt 1 nil ]]", "lt: int and <nil> cannot be compared; compare strings with strings and int with int")]
    [InlineData("[[ eq 1 ]]", "eq takes at least 2 arguments, not 1; correct them")]
    [InlineData("[[ ne 1 2 3 ]]", "ne takes 2 arguments, not 3; correct them")]
    public void Comparisons_OfOtherKinds_AreProblems(string template, string expected) => Complaint(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ and true `a` ]] [[ and `` `a` ]] [[ and 1 0 2 ]]", "a  0")]
    [InlineData("[[ or false `` `a` `b` ]] [[ or 0 `` ]]|", "a |")]
    [InlineData("[[ not true ]] [[ not `` ]] [[ not nil ]]", "false true true")]
    [InlineData("[[ or true (secret `missing/key`) ]]", "true")]
    [InlineData("[[ and false (secret `missing/key`) ]]", "false")]
    [InlineData("[[ `x` | and true ]] [[ `x` | or false ]]", "x x")]
    [InlineData("[[ or .x `default` ]]", "default")]
    public void Logic_StopsAtWhatDecides(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ len `h\u00e9` ]] [[ len `` ]]", "3 0")]
    [InlineData("[[ index `abc` 1 ]] [[ index `abc` ]]", "98 abc")]
    [InlineData("[[ slice `abcd` 1 3 ]] [[ slice `abcd` 2 ]] [[ slice `abcd` ]] [[ slice `abcd` 4 ]]|", "bc cd abcd |")]
    [InlineData("[[ slice `h\u00e9j` 1 3 ]]", "\u00e9")]
    public void Indexing_Strings_CountsBytes(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ len 1 ]]", "len: int has no length; give it a string")]
    [InlineData("[[ index `abc` 3 ]]", "index: argument 2 lies outside of the string; compare with len first")]
    [InlineData("[[ index `abc` -1 ]]", "index: argument 2 lies outside of the string; compare with len first")]
    [InlineData("[[ index `abc` `1` ]]", "index: argument 2 is string, not a position; write an int")]
    [InlineData("[[ index `abc` 1 1 ]]", "index: uint8 has no positions; give it a string")]
    [InlineData("[[ index nil 1 ]]", "index: there is no value to look into; give it a string")]
    [InlineData("[[ index . 1 ]]", "index: argument 2 is int, not a string; put it in quotes or take it from another function")]
    [InlineData("[[ slice `abc` 2 1 ]]", "slice: its end lies before its start; swap them")]
    [InlineData("[[ slice `abc` 4 ]]", "slice: argument 2 lies outside of the string; compare with len first")]
    [InlineData("[[ slice `abc` 0 1 2 ]]", "slice: a string can be cut at two positions only; remove the last")]
    [InlineData("[[ slice 1 2 ]]", "slice: int has no parts; give it a string")]
    [InlineData("[[ slice `h\u00e9` 2 ]]", "slice: it cuts a character in two, because positions count bytes of UTF-8; move them")]
    public void Indexing_OutsideOfTheString_IsAProblem(string template, string expected) => Complaint(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ print 1 2 `a` 3 `b` `c` true nil ]]", "1 2a3bctrue <nil>")]
    [InlineData("[[ println `a` `b` 1 ]][[ println ]]", "a b 1\n\n")]
    [InlineData("[[ print ]][[ print `` ]]|", "|")]
    public void Print_Values_SeparatesThem(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ html `<a href='x'>\"&\"</a>` ]]", "&lt;a href=&#39;x&#39;&gt;&#34;&amp;&#34;&lt;/a&gt;")]
    [InlineData("[[ html 1 2 ]]", "1 2")]
    [InlineData("[[ js `it's \"<b>\" = \\ & \u00e9` ]]", "it\\'s \\\"\\u003Cb\\u003E\\\" \\u003D \\\\ \\u0026 \u00e9")]
    [InlineData("[[ js \"a\\n\\u2028\" ]]", "a\\u000A\\u2028")]
    [InlineData("[[ urlquery `a b/c?d=\u00e9&f~g-h_i.j*` ]]", "a+b%2Fc%3Fd%3D%C3%A9%26f~g-h_i.j%2A")]
    [InlineData("https://[[ secret `db/user` ]]:[[ secret `db/password` | urlquery ]]@x", "https://admin:s3cr%26t%0A@x")]
    public void Escapes_Text_FitsTheOtherLanguage(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ nope ]]", "there is no function \"nope\"; use secret \"name/key\", configmap \"name/key\" or one of Go templates, or write [[ \"[[\" ]] where two brackets are meant as text")]
    [InlineData("[[ secret ]]", "secret takes 1 argument, not 0; correct them")]
    [InlineData("[[ printf 1 ]]", "printf: argument 1 is int, not a string; put it in quotes or take it from another function")]
    [InlineData("[[ printf .x ]]", "printf: argument 1 is <nil>, not a string; put it in quotes or take it from another function")]
    public void Functions_WrongUse_IsAProblem(string template, string expected) => Complaint(template).ShouldBe(expected);
}
