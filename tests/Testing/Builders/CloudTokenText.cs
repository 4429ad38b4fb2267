using System.Buffers.Text;
using System.Text;

namespace Gko.Testing.Builders;

/// <summary>Tokens in the form of Gravitee Cloud's; header and signature are never looked at.</summary>
public static class CloudTokenText
{
    /// <summary>A token with that payload.</summary>
    public static string Of(string payload) => Of(Encoding.UTF8.GetBytes(payload));

    /// <summary>A token with that payload, which need not be text.</summary>
    public static string Of(byte[] payload) => $"e30.{Base64Url.EncodeToString(payload)}.x";

    /// <summary>A token with all claims that are needed.</summary>
    public static string For(string organization, string geography, params string[] environments) =>
        Of($$"""{"org":"{{organization}}","cpg":"{{geography}}","envs":[{{string.Join(',', environments.Select(name => $"\"{name}\""))}}],"exp":1}""");
}
