using static Gko.Resolution.Tests.Templating.Rendering;

namespace Gko.Resolution.Tests.Templating;

/// <summary>What Go's fmt.Sprintf writes for the same formats.</summary>
public sealed class PrintfTests
{
    [Theory]
    [InlineData("[[ printf `%s %v %q %x %X` `a\"` `b` `c\"` `hi` `hi` ]]", "a\" b \"c\\\"\" 6869 6869")]
    [InlineData("[[ printf `[%5s] [%-5s] [%05s] [%.2s] [%6.2s]` `ab` `ab` `ab` `h\u00e9\u00e9` `abc` ]]", "[   ab] [ab   ] [000ab] [h\u00e9] [    ab]")]
    [InlineData("[[ printf `%q %+q %#q %#q` `\u00e9` `\u00e9` `a` `b` ]]", "\"\u00e9\" \"\\u00e9\" `a` `b`")]
    [InlineData("[[ printf `%q` \"\\x01\\u200b\\t\\U000e0001\" ]]", "\"\\x01\\u200b\\t\\U000e0001\"")]
    [InlineData("[[ printf `% x|%# x|%#x|%.1x|%6x|%x` `ab` `ab` `ab` `ab` `ab` `` ]]", "61 62|0x61 0x62|0x6162|61|  6162|")]
    [InlineData("[[ printf `%#v %+v %T` `a` `a` `a` ]]", "\"a\" a string")]
    public void Printf_Strings_FollowsTheVerb(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ printf `%d %v %+d % d %x %X %o %b %O %c %q %U` 42 42 42 42 255 255 8 5 8 65 65 233 ]]", "42 42 +42  42 ff FF 10 101 0o10 A 'A' U+00E9")]
    [InlineData("[[ printf `[%5d] [%-5d] [%05d] [%+05d] [%.3d] [%6.3d] [%.0d]` 42 42 42 42 7 7 0 ]]", "[   42] [42   ] [00042] [+0042] [007] [   007] []")]
    [InlineData("[[ printf `%d %05d %x` -42 -42 -255 ]]", "-42 -0042 -ff")]
    [InlineData("[[ printf `%#x %#o %#b %#U %#v` 255 8 5 233 7 ]]", "0xff 010 0b101 U+00E9 '\u00e9' 7")]
    [InlineData("[[ printf `%d %#v %T %c` (index `a` 0) (index `a` 0) (index `a` 0) (index `a` 0) ]]", "97 0x61 uint8 a")]
    [InlineData("[[ printf `%d %x` -9223372036854775808 -9223372036854775808 ]]", "-9223372036854775808 -8000000000000000")]
    [InlineData("[[ printf `%c %q %U` -1 1114112 -1 ]]", "\ufffd '\ufffd' U+FFFFFFFFFFFFFFFF")]
    public void Printf_Integers_FollowsTheVerb(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ printf `%v %g %f %e %G %E` 1.5 1.5 1.5 1.5 1e-7 1.5 ]]", "1.5 1.5 1.500000 1.500000e+00 1E-07 1.500000E+00")]
    [InlineData("[[ printf `%.2f %6.2f| %-8.1f| %08.3f %+.1f % g` 3.14159 3.14159 2.5 -1.5 1.0 1.5 ]]", "3.14   3.14| 2.5     | -001.500 +1.0  1.5")]
    [InlineData("[[ printf `%.0f %.0f %.3g %.10g %g` 2.5 3.5 1234.5 0.1 100000.0 ]]", "2 4 1.23e+03 0.1 100000")]
    [InlineData("[[ printf `%f %.1e %v %v` 0.0 0.0 0.0 -0.0 ]]", "0.000000 0.0e+00 0 -0")]
    [InlineData("[[ printf `%t %v %5t %T` true false true 1.5 ]]", "true false  true float64")]
    [InlineData("[[ printf `%v %s %d %#v` . . . . ]]", "map[] map[] map[] map[string]string{}")]
    [InlineData("[[ printf `%v|%5v` nil .x ]]", "<nil>|<nil>")]
    public void Printf_OtherValues_FollowsTheVerb(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ printf `%[2]s %[1]s %s` `a` `b` ]]", "b a b")]
    [InlineData("[[ printf `%*d|%-*d|%.*f` 5 42 5 42 1 3.14159 ]]", "   42|42   |3.1")]
    [InlineData("[[ printf `%*d` -5 42 ]]|", "42   |")]
    [InlineData("[[ printf `%[3]*.[2]*[1]f` 12.0 2 6 ]]", " 12.00")]
    [InlineData("[[ printf `100%% %5%` ]]", "100% %")]
    public void Printf_ChosenArguments_AreUsed(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ printf `%d` `a` ]]", "%!d(string=a)")]
    [InlineData("[[ printf `%5d %s %z %t` `a` 1 true `b` ]]", "%!d(string=    a) %!s(int=1) %!z(bool=true) %!t(string=b)")]
    [InlineData("[[ printf `%s %d` `a` ]]", "a %!d(MISSING)")]
    [InlineData("[[ printf `%s` `a` `b` 1 nil ]]", "a%!(EXTRA string=b, int=1, <nil>)")]
    [InlineData("[[ printf `%` ]] [[ printf `a%-` ]] [[ printf `%!` ]]", "%!(NOVERB) a%!(NOVERB) %!!(MISSING)")]
    [InlineData("[[ printf `%[9]s %[x]s %[0]d %[` `a` ]]", "%!s(BADINDEX) %!s(BADINDEX) %!d(BADINDEX) %!(NOVERB)")]
    [InlineData("[[ printf `%*s %.*s` `a` `b` `c` `d` ]]", "%!(BADWIDTH)b %!(BADPREC)d")]
    [InlineData("[[ printf `%s %d` nil nil ]]", "%!s(<nil>) %!d(<nil>)")]
    [InlineData("[[ printf `%20000000s` `a` ]]", "%!(NOVERB)%!(EXTRA string=a)")]
    public void Printf_Mistakes_AppearInTheText(string template, string expected) => Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("[[ printf `%x` 1.5 ]]", "printf: %x of a float64 is not supported; use %e, %f or %g")]
    [InlineData("[[ printf `%#g` 1.5 ]]", "printf: %#g of a float64 is not supported; use %e, %f or %g")]
    [InlineData("[[ printf `%p` . ]]", "printf: %p writes addresses, which differ each time; use %v")]
    public void Printf_FormsLeftOut_AreNamed(string template, string expected) => Complaint(template).ShouldBe(expected);
}
