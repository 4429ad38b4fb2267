using System.Globalization;
using Gko.Apim.Identifiers;
using Gko.Testing;

namespace Gko.Apim.Tests.Identifiers;

public sealed class IdsTests
{
    public static TheoryData<string[], string> Xxh3Vectors => new()
    {
        { ["foo", "bar"], "3c9e1026-2899-7f44-ac87-b0b131c6992d" },
        { ["default-api-v4"], "45d79c3d-541c-2979-dcb2-ea10b86da467" },
        { ["default/api-v4"], "0a496947-ee7b-c317-b0cc-317111a873f1" },
        { ["45d79c3d-541c-2979-dcb2-ea10b86da467", "KeyLess"], "7dd83d9d-6867-81a8-091d-d037f8267904" },
        { ["default/basic-api-example"], "67aaa5c4-36f6-2dfe-162e-ea9246b9a846" },
        { ["11111111-2222-3333-4444-555555555555", "/", "KEY_LESS"], "70e3079d-68c3-b501-5f9a-ce4a1a08b2db" },
        { ["70e3079d-68c3-b501-5f9a-ce4a1a08b2db", "/", "KEY_LESS"], "d67d0d5c-9096-f0af-e70e-311e821ff39a" },
    };

    public static TheoryData<string[], string> V3Vectors => new()
    {
        { ["foo"], "acbd18db-4cc2-385c-adef-654fccc4a4d8" },
        { ["DEFAULT", "default-my-api"], "b54c45d2-1e4f-3330-aa2d-9c931c795b92" },
        { ["b54c45d2-1e4f-3330-aa2d-9c931c795b92", "DEFAULT"], "cd9b2bb0-fc3e-34cc-ba08-62ac149e3434" },
        { ["b54c45d2-1e4f-3330-aa2d-9c931c795b92", "DEFAULT", "KeyLess"], "65fc405c-5cef-3990-8503-d8117151199c" },
        { ["b54c45d2-1e4f-3330-aa2d-9c931c795b92", "KeyLess"], "0c6bc2b1-c1a9-3781-b6e1-2723111bde3c" },
    };

    [Theory, MemberData(nameof(Xxh3Vectors))]
    public void UuidXxh3_KnownSeeds_MatchesTheExistingIds(string[] parts, string expected) =>
        Ids.UuidXxh3(parts).ShouldBe(expected);

    [Theory, MemberData(nameof(V3Vectors))]
    public void UuidV3_KnownSeeds_MatchesTheServersIds(string[] parts, string expected) =>
        Ids.UuidV3(parts).ShouldBe(expected);

    [Fact]
    public void UuidXxh3_NonAsciiText_HashesItsUtf8Bytes()
    {
        Span<byte> expected = stackalloc byte[16];
        Xxh3.Hash128("é€😀"u8, expected);

        Ids.UuidXxh3("é", "€", "😀").ShouldBe(new Guid(expected, bigEndian: true).ToString());
    }

    [Fact]
    public void Hash128_EveryLengthOfTheTable_MatchesTheReference()
    {
        var table = File.ReadLines(RepositoryPaths.Of("tests", "Apim.Tests", "Identifiers", "xxh3-128.txt"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split(' '))
            .Select(cells => (Length: int.Parse(cells[0], CultureInfo.InvariantCulture), Hash: cells[1]))
            .ToList();
        var wrong = table.Where(row => Hash(Pattern(row.Length)) != row.Hash).Select(row => row.Length);

        table.Count.ShouldBeGreaterThan(700);
        wrong.ShouldBeEmpty();
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)((i * 131) + ((i >> 8) * 17) + 7);
        }

        return bytes;
    }

    private static string Hash(byte[] input)
    {
        Span<byte> hash = stackalloc byte[16];
        Xxh3.Hash128(input, hash);
        return Convert.ToHexStringLower(hash);
    }
}
