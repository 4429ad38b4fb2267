namespace Gko.Load;

/// <summary>What to measure of the webhooks.</summary>
/// <param name="Gko">A <c>gko.dll</c> or a published executable.</param>
/// <param name="Apis">Numbers of stored APIs to measure with.</param>
/// <param name="ApimDelay">How long the Management API takes for an answer; null for APIs without a context.</param>
/// <param name="Clients">How many ask at once.</param>
/// <param name="Duration">How long they ask in a round.</param>
/// <param name="Rounds">How often each number is measured.</param>
internal sealed record AdmissionLoadOptions(
    string Gko, IReadOnlyList<int> Apis, TimeSpan? ApimDelay, int Clients, TimeSpan Duration, int Rounds);
