using static Gko.Resolution.Tests.Templating.Rendering;

namespace Gko.Resolution.Tests.Templating;

/// <summary>What Go's text/template writes for the same templates.</summary>
public sealed class ControlTests
{
    [Theory]
    [InlineData("[[ if true ]]a[[ end ]]", "a")]
    [InlineData("[[ if false ]]a[[ end ]]", "")]
    [InlineData("[[ if `` ]]a[[ else ]]b[[ end ]]", "b")]
    [InlineData("[[ if 0 ]]a[[ else if 0.0 ]]b[[ else if `x` ]]c[[ else ]]d[[ end ]]", "c")]
    [InlineData("[[ if 0 ]]a[[ else if 0 ]]b[[ else ]]d[[ end ]]", "d")]
    [InlineData("[[ if eq (configmap `env/host`) `example.com` -]] yes [[- end ]]", "yes")]
    [InlineData("[[ if true ]][[ if false ]]a[[ else ]]b[[ end ]]c[[ end ]]d", "bcd")]
    [InlineData("[[if true]]a[[else]]b[[end]]", "a")]
    public void If_Value_TakesItsBranch(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ with `a` ]]<[[ . ]]>[[ end ]]", "<a>")]
    [InlineData("[[ with `` ]]a[[ else ]]<[[ . ]]>[[ end ]]", "<map[]>")]
    [InlineData("[[ with `` ]]a[[ else with `b` ]]<[[ . ]]>[[ end ]]", "<b>")]
    [InlineData("[[ with $x := `a` ]][[ $x ]][[ . ]][[ end ]]", "aa")]
    [InlineData("[[ with secret `db/user` ]][[ printf `%q` . ]][[ end ]]", "\"admin\"")]
    public void With_TrueValue_BecomesTheDot(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ range 3 ]][[ . ]],[[ end ]]", "0,1,2,")]
    [InlineData("[[ range $i := 3 ]][[ $i ]][[ end ]]", "012")]
    [InlineData("[[ range 0 ]]a[[ else ]]b[[ end ]]", "b")]
    [InlineData("[[ range -1 ]]a[[ else ]]b[[ end ]]", "b")]
    [InlineData("[[ range . ]]a[[ else ]]b[[ end ]]", "b")]
    [InlineData("[[ range $k, $v := . ]]a[[ else ]]b[[ end ]]", "b")]
    [InlineData("[[ range .x ]]a[[ else ]]b[[ end ]]", "b")]
    [InlineData("[[ range len (secret `db/user`) ]]*[[ end ]]", "*****")]
    [InlineData("[[ $x := 9 ]][[ range $x = 2 ]][[ end ]][[ $x ]]", "1")]
    [InlineData("[[ range 5 ]][[ if eq . 1 ]][[ continue ]][[ end ]][[ if eq . 3 ]][[ break ]][[ end ]][[ . ]][[ end ]]", "02")]
    [InlineData("[[ range 2 ]]([[ range 3 ]][[ if . ]][[ break ]][[ end ]][[ . ]][[ end ]])[[ end ]]", "(0)(0)")]
    [InlineData("[[ range 2 ]][[ range 0 ]][[ else ]][[ break ]]x[[ end ]]a[[ end ]]", "aa")]
    [InlineData("[[ range 2 ]][[ range 0 ]][[ else ]][[ continue ]]x[[ end ]]a[[ end ]]", "")]
    [InlineData("[[ $s := `` ]][[ range 3 ]][[ $s = print $s . ]][[ end ]][[ $s ]]", "012")]
    public void Range_Number_GoesThroughThoseBelow(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ if ]]a[[ end ]]", "a value is missing in if")]
    [InlineData("[[ if true ]]a", "[[ if ]] has no [[ end ]]")]
    [InlineData("[[ if true ]]a[[ else ]]b", "[[ if ]] has no [[ end ]]")]
    [InlineData("[[ end ]]", "[[ end ]] ends nothing")]
    [InlineData("[[ else ]]", "[[ else ]] ends nothing")]
    [InlineData("[[ if true ]][[ else ]][[ else ]][[ end ]]", "this [[ else ]] does not fit the [[ if ]] it is in")]
    [InlineData("[[ if true ]][[ else with true ]][[ end ]]", "this [[ else ]] does not fit the [[ if ]] it is in")]
    [InlineData("[[ with true ]][[ else if true ]][[ end ]]", "this [[ else ]] does not fit the [[ with ]] it is in")]
    [InlineData("[[ range 1 ]][[ else if true ]][[ end ]]", "this [[ else ]] does not fit the [[ range ]] it is in")]
    [InlineData("[[ if true ]][[ end x ]]", "unexpected \"x\" after end")]
    [InlineData("[[ break ]]", "[[ break ]] is not in a range")]
    [InlineData("[[ if true ]][[ continue ]][[ end ]]", "[[ continue ]] is not in a range")]
    [InlineData("[[ range 1 ]][[ break 2 ]][[ end ]]", "unexpected \"2\" after break")]
    [InlineData("[[ print end ]]", "unexpected keyword end")]
    public void Controls_OutOfPlace_AreProblems(string template, string expected) => Complaint(template).ShouldStartWith(expected);

    [Theory]
    [InlineData("[[ range `abc` ]][[ end ]]", "range cannot go through string")]
    [InlineData("[[ range true ]][[ end ]]", "range cannot go through bool")]
    [InlineData("[[ range $i, $x := 3 ]][[ end ]]", "a range over a number can set one variable only")]
    [InlineData("[[ range $i, 3 ]][[ end ]]", "only a range can set two variables, as in [[ range $index, $item := ... ]]")]
    public void Range_OverWhatHasNoItems_IsAProblem(string template, string expected) => Complaint(template).ShouldStartWith(expected);

    [Theory]
    [InlineData("[[ define `x` ]]a[[ end ]]", "[[ define ]] is not supported; write its content where it is used")]
    [InlineData("[[ template `x` ]]", "[[ template ]] is not supported; write its content where it is used")]
    [InlineData("[[ block `x` . ]][[ end ]]", "[[ block ]] is not supported; write its content where it is used")]
    [InlineData("[[ call .x ]]", "the function call is not supported; no value is a function that it could call")]
    [InlineData("[[ 1i ]]", "imaginary and hexadecimal floating-point numbers are not supported; write a decimal number")]
    [InlineData("[[ 0x1p-2 ]]", "imaginary and hexadecimal floating-point numbers are not supported; write a decimal number")]
    public void Constructs_LeftOut_AreNamed(string template, string expected) => Complaint(template).ShouldBe(expected);
}
