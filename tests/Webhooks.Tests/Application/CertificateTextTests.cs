using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Gko.Contracts;

namespace Gko.Webhooks.Tests;

public sealed class CertificateTextTests
{
    private static readonly ApplicationValidator Validator = new(new AdmissionPolicy());

    [Theory]
    [InlineData("-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----")]
    [InlineData("some words\n-----BEGIN CERTIFICATE-----\r\nQUJD\r\n-----END CERTIFICATE-----\r\n")]
    [InlineData("-----BEGIN X-----\n%%%\n-----END X-----\n-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n")]
    public void Validate_OldCertificateIsPem_Passes(string pem) => Errors(pem).ShouldBeEmpty();

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-----BEGIN CERTIFICATE-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\nQUJD\n-----END KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\n%%%\n-----END CERTIFICATE-----")]
    public void Validate_OldCertificateIsNoPem_IsRefused(string pem) => Errors(pem).ShouldBe(["failed to parse TLS client certificate"]);

    [Fact]
    public void Validate_SpoiltPem_EitherPassesOrIsRefused() =>
        Prop.ForAll(Spoilt.ToArbitrary(), pem => Errors(pem).Length <= 1).QuickCheckThrowOnFailure();

    [Fact]
    public void TryDecode_EncodedText_ComesBack() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var bytes = Encoding.UTF8.GetBytes(text.Get);
            return Base64Text.TryDecode(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks), out var decoded, out _)
                && decoded == Encoding.UTF8.GetString(bytes);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("QUJD REVG", "illegal base64 data at input byte 4")]
    [InlineData("QUJ\tD", "illegal base64 data at input byte 3")]
    [InlineData("QUJ", "the base64 data is cut short or padded wrongly")]
    [InlineData("QUJD=", "the base64 data is cut short or padded wrongly")]
    [InlineData("é", "illegal base64 data at input byte 0")]
    public void TryDecode_NoBase64_SaysWhy(string encoded, string expected)
    {
        Base64Text.TryDecode(encoded, out _, out var problem).ShouldBeFalse();

        problem.ShouldBe(expected);
    }

    private static Gen<string> Spoilt =>
        from index in Gen.Choose(0, 40)
        from sign in Gen.Elements("-\n\r \0=QBEGIN%é".ToCharArray())
        from cut in Gen.Choose(0, ApplicationArrangement.Pem.Length)
        select ApplicationArrangement.Pem.Insert(index, sign.ToString())[..cut];

    private static string[] Errors(string pem) => [.. Validator.Validate(new ApplicationSpec
    {
        Settings = new ApplicationSettings { Tls = new TlsSettings { ClientCertificate = pem } },
    }).Errors.Select(error => error.ErrorMessage)];
}
