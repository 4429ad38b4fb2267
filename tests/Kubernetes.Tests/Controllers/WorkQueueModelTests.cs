namespace Gko.Kubernetes.Tests.Controllers;

/// <summary>Runs random schedules against the queue and against a model so simple that it is obviously right.</summary>
public sealed class WorkQueueModelTests
{
    private const int Steps = 120_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public Task Schedule_KnownSeed_BehavesLikeTheModel(int seed) => RunAsync(seed);

    [Fact]
    public async Task Schedule_NewSeed_BehavesLikeTheModel()
    {
        var seed = Random.Shared.Next();
        try
        {
            await RunAsync(seed);
        }
        catch (Exception error)
        {
            throw new InvalidOperationException($"The schedule with seed {seed} failed: {error.Message}", error);
        }
    }

    private static async Task RunAsync(int seed)
    {
        using var schedule = new QueueSchedule(seed);
        await schedule.RunAsync(Steps);
        await schedule.DrainAsync();
    }
}
