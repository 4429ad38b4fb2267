namespace Gko.Apim.Payloads;

/// <summary>What a ConfigMap holds from which gateways take an API without APIM in between.</summary>
/// <param name="Data">The ConfigMap's data, sorted by key.</param>
/// <param name="Labels">Labels by which gateways find it.</param>
/// <param name="Hash">SHA-256 of the data in lower-case hexadecimal digits.</param>
public sealed record GatewayConfig(
    IReadOnlyDictionary<string, string> Data, IReadOnlyDictionary<string, string> Labels, string Hash)
{
    /// <summary>What makes the definition not worth storing; empty nearly always.</summary>
    public IReadOnlyList<PayloadProblem> Problems { get; init; } = [];
}
