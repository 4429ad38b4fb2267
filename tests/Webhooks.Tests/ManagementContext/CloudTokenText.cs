using System.Buffers.Text;
using System.Text;

namespace Gko.Webhooks.Tests;

/// <summary>Tokens in the form of Gravitee Cloud's; header and signature are never looked at.</summary>
internal static class CloudTokenText
{
    public static string Of(string payload) => Of(Encoding.UTF8.GetBytes(payload));

    public static string Of(byte[] payload) => $"e30.{Base64Url.EncodeToString(payload)}.x";

    public static string For(string organization, string geography, params string[] environments) =>
        Of($$"""{"org":"{{organization}}","cpg":"{{geography}}","envs":[{{string.Join(',', environments.Select(name => $"\"{name}\""))}}],"exp":1}""");
}
