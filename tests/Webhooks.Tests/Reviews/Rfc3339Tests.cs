using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Gko.Webhooks.Tests;

public sealed class Rfc3339Tests
{
    [Theory]
    [InlineData("2026-01-31T12:34:56Z", "2026-01-31T12:34:56.0000000Z")]
    [InlineData("2026-01-31T12:34:56.7Z", "2026-01-31T12:34:56.7000000Z")]
    [InlineData("2026-01-31T12:34:56,7Z", "2026-01-31T12:34:56.7000000Z")]
    [InlineData("2026-01-31T12:34:56.12345678901234567890Z", "2026-01-31T12:34:56.1234567Z")]
    [InlineData("2026-01-31T12:34:56+02:30", "2026-01-31T10:04:56.0000000Z")]
    [InlineData("2026-01-31T12:34:56-24:60", "2026-02-01T13:34:56.0000000Z")]
    [InlineData("2026-01-31T2:34:56Z", "2026-01-31T02:34:56.0000000Z")]
    [InlineData("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.0000000Z")]
    [InlineData("0000-02-29T00:00:00Z", "0001-01-01T00:00:00.0000000Z")]
    [InlineData("0001-01-01T00:00:00+05:00", "0001-01-01T00:00:00.0000000Z")]
    [InlineData("9999-12-31T23:59:59-05:00", "9999-12-31T23:59:59.9999999Z")]
    public void TryParse_WhatGoTakes_IsThatTime(string text, string expected)
    {
        Rfc3339.TryParse(text, out var time).ShouldBeTrue();

        time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("not-a-date")]
    [InlineData("2026-01-31")]
    [InlineData("2026-01-31T12:34Z")]
    [InlineData("2026-01-31T12:34:56")]
    [InlineData("2026-01-31 12:34:56Z")]
    [InlineData("2026-01-31t12:34:56Z")]
    [InlineData("2026-01-31T12:34:56z")]
    [InlineData("2026-01-31T12:34:60Z")]
    [InlineData("2026-01-31T12:60:00Z")]
    [InlineData("2026-01-31T24:00:00Z")]
    [InlineData("2026-02-29T00:00:00Z")]
    [InlineData("2026-00-01T00:00:00Z")]
    [InlineData("2026-13-01T00:00:00Z")]
    [InlineData("2026-01-00T00:00:00Z")]
    [InlineData("2026-1-31T00:00:00Z")]
    [InlineData("02026-01-31T00:00:00Z")]
    [InlineData("+2026-01-31T00:00:00Z")]
    [InlineData("2026-01-31T12:34:56.Z")]
    [InlineData("2026-01-31T12:34:56+25:00")]
    [InlineData("2026-01-31T12:34:56+00:61")]
    [InlineData("2026-01-31T12:34:56+0000")]
    [InlineData("2026-01-31T12:34:56Z\n")]
    [InlineData(" 2026-01-31T12:34:56Z")]
    [InlineData("٢٠٢٦-01-31T12:34:56Z")]
    public void TryParse_WhatGoRefuses_IsRefused(string? text) => Rfc3339.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void TryParse_WrittenTime_ComesBack() =>
        Prop.ForAll(ArbMap.Default.ArbFor<DateTimeOffset>(), written =>
            Rfc3339.TryParse(written.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture), out var read)
            && read.UtcTicks == written.UtcTicks).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_SpoiltTime_NeverThrows() =>
        Prop.ForAll(Spoilt.ToArbitrary(), text => Rfc3339.TryParse(text, out var time) || time == default).QuickCheckThrowOnFailure();

    private static Gen<string> Spoilt =>
        from index in Gen.Choose(0, 24)
        from sign in Gen.Elements("0123456789-+:TZ., \n٣".ToCharArray())
        from cut in Gen.Choose(0, 26)
        select ("2026-02-28T23:59:59+23:59".Remove(index, 1).Insert(index, sign.ToString()) + "Z")[..cut];
}
