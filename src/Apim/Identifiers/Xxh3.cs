using System.Buffers.Binary;
using System.Numerics;

namespace Gko.Apim.Identifiers;

/// <summary>
/// XXH3 with 128 bits, seed 0 and the default secret, after the algorithm's published description. Inputs here are names
/// of a few dozen bytes, so the code prefers brevity to vectors.
/// </summary>
internal static class Xxh3
{
    private const uint Prime32A = 0x9E3779B1, Prime32B = 0x85EBCA77, Prime32C = 0xC2B2AE3D;
    private const ulong Prime64A = 0x9E3779B185EBCA87, Prime64B = 0xC2B2AE3D27D4EB4F, Prime64C = 0x165667B19E3779F9;
    private const ulong Prime64D = 0x85EBCA77C2B2AE63, Prime64E = 0x27D4EB2F165667C5;
    private const ulong MixA = 0x165667919E3779F9, MixB = 0x9FB21C651E98DF25;
    private const int StripeLength = 64, StripesPerBlock = 16, BlockLength = StripeLength * StripesPerBlock;

    private static ReadOnlySpan<byte> Secret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
        0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
        0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
        0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
        0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
        0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
        0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
        0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
        0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
        0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
        0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    /// <summary>Writes the canonical (big-endian, high half first) 16 bytes of the hash.</summary>
    public static void Hash128(ReadOnlySpan<byte> input, Span<byte> destination)
    {
        var (low, high) = input.Length switch
        {
            0 => (Finish64(Key(64) ^ Key(72)), Finish64(Key(80) ^ Key(88))),
            <= 3 => UpTo3(input),
            <= 8 => UpTo8(input),
            <= 16 => UpTo16(input),
            <= 128 => UpTo128(input),
            <= 240 => UpTo240(input),
            _ => Long(input),
        };
        BinaryPrimitives.WriteUInt64BigEndian(destination, high);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], low);
    }

    private static (ulong Low, ulong High) UpTo3(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        var low = ((uint)input[0] << 16) | ((uint)input[length >> 1] << 24) | input[length - 1] | ((uint)length << 8);
        var high = BitOperations.RotateLeft(BinaryPrimitives.ReverseEndianness(low), 13);
        return (Finish64(low ^ (ulong)(Key32(0) ^ Key32(4))), Finish64(high ^ (ulong)(Key32(8) ^ Key32(12))));
    }

    private static (ulong Low, ulong High) UpTo8(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        var value = Read32(input, 0) + ((ulong)Read32(input, length - 4) << 32);
        var high = Math.BigMul(value ^ Key(16) ^ Key(24), Prime64A + ((ulong)length << 2), out var low);
        high += low << 1;
        low ^= high >> 3;
        low = (low ^ (low >> 35)) * MixB;
        return (low ^ (low >> 28), Finish(high));
    }

    private static (ulong Low, ulong High) UpTo16(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        var first = Read64(input, 0);
        var last = Read64(input, length - 8);
        var high = Math.BigMul(first ^ last ^ Key(32) ^ Key(40), Prime64A, out var low);
        low += (ulong)(length - 1) << 54;
        last ^= Key(48) ^ Key(56);
        high += last + ((ulong)(uint)last * (Prime32B - 1));
        low ^= BinaryPrimitives.ReverseEndianness(high);
        var outer = Math.BigMul(low, Prime64B, out var inner);
        return (Finish(inner), Finish(outer + (high * Prime64B)));
    }

    private static (ulong Low, ulong High) UpTo128(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        (ulong Low, ulong High) state = ((ulong)length * Prime64A, 0);
        for (var pair = (length - 1) / 32; pair >= 0; pair--)
        {
            Mix32(ref state, input, pair * 16, length - (16 * (pair + 1)), pair * 32);
        }

        return FinishMedium(state, length);
    }

    private static (ulong Low, ulong High) UpTo240(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        (ulong Low, ulong High) state = ((ulong)length * Prime64A, 0);
        for (var round = 0; round < length / 32; round++)
        {
            if (round == 4)
            {
                state = (Finish(state.Low), Finish(state.High));
            }

            Mix32(ref state, input, round * 32, (round * 32) + 16, round < 4 ? round * 32 : ((round - 4) * 32) + 3);
        }

        if (length < 160)
        {
            state = (Finish(state.Low), Finish(state.High));
        }

        Mix32(ref state, input, length - 16, length - 32, 103);
        return FinishMedium(state, length);
    }

    private static (ulong Low, ulong High) Long(ReadOnlySpan<byte> input)
    {
        Span<ulong> lanes = [Prime32C, Prime64A, Prime64B, Prime64C, Prime64D, Prime32B, Prime64E, Prime32A];
        var length = input.Length;
        for (int stripe = 0, end = (length - 1) / StripeLength; stripe < end; stripe++)
        {
            var inBlock = stripe % StripesPerBlock;
            Accumulate(lanes, input[(stripe * StripeLength)..], inBlock * 8);
            if (inBlock == StripesPerBlock - 1)
            {
                Scramble(lanes);
            }
        }

        Accumulate(lanes, input[(length - StripeLength)..], 121);
        return (Merge(lanes, 11, (ulong)length * Prime64A), Merge(lanes, 117, ~((ulong)length * Prime64B)));
    }

    private static void Accumulate(Span<ulong> lanes, ReadOnlySpan<byte> stripe, int secret)
    {
        for (var i = 0; i < 8; i++)
        {
            var value = Read64(stripe, i * 8);
            var keyed = value ^ Key(secret + (i * 8));
            lanes[i ^ 1] += value;
            lanes[i] += (ulong)(uint)keyed * (keyed >> 32);
        }
    }

    private static void Scramble(Span<ulong> lanes)
    {
        for (var i = 0; i < 8; i++)
        {
            lanes[i] = (lanes[i] ^ (lanes[i] >> 47) ^ Key(128 + (i * 8))) * Prime32A;
        }
    }

    private static ulong Merge(ReadOnlySpan<ulong> lanes, int secret, ulong start)
    {
        for (var i = 0; i < 8; i += 2)
        {
            start += Fold(lanes[i] ^ Key(secret + (i * 8)), lanes[i + 1] ^ Key(secret + (i * 8) + 8));
        }

        return Finish(start);
    }

    private static void Mix32(ref (ulong Low, ulong High) state, ReadOnlySpan<byte> input, int a, int b, int secret)
    {
        state.Low = (state.Low + Mix16(input, a, secret)) ^ (Read64(input, b) + Read64(input, b + 8));
        state.High = (state.High + Mix16(input, b, secret + 16)) ^ (Read64(input, a) + Read64(input, a + 8));
    }

    private static ulong Mix16(ReadOnlySpan<byte> input, int at, int secret) =>
        Fold(Read64(input, at) ^ Key(secret), Read64(input, at + 8) ^ Key(secret + 8));

    private static (ulong Low, ulong High) FinishMedium((ulong Low, ulong High) state, int length)
    {
        var high = (state.Low * Prime64A) + (state.High * Prime64D) + ((ulong)length * Prime64B);
        return (Finish(state.Low + state.High), 0 - Finish(high));
    }

    private static ulong Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 37)) * MixA;
        return hash ^ (hash >> 32);
    }

    private static ulong Finish64(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * Prime64B;
        hash = (hash ^ (hash >> 29)) * Prime64C;
        return hash ^ (hash >> 32);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return low ^ high;
    }

    private static ulong Key(int at) => Read64(Secret, at);

    private static uint Key32(int at) => Read32(Secret, at);

    private static ulong Read64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static uint Read32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
