namespace Gko.DevCluster.ApiServer;

/// <summary>A piece of an expression and where it starts.</summary>
internal readonly record struct CelToken(CelTokenKind Kind, string Text, object? Value, int Position)
{
    public bool Is(string sign) => Kind is CelTokenKind.Sign && Text == sign;
}

/// <summary>What a <see cref="CelToken"/> is.</summary>
internal enum CelTokenKind
{
    Sign,
    Name,
    Literal,
}
