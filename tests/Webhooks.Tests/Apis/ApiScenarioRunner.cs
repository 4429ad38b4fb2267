using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Model;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>Replays rows of upstream's tests. Examples are named as they are, and each path is the name of its API.</summary>
internal static class ApiScenarioRunner
{
    public static async Task CheckAsync<T>(this ApiScenario<T> scenario, WebhookFixture fixture) where T : class, IResource<T>, IApi
    {
        var (stored, now) = (Read(scenario), Read(scenario));
        scenario.Change(now);
        scenario.Since(stored);
        fixture.Cluster.Put(AContext("dev-ctx").Build());
        fixture.Cluster.Put(AConfigMap("graviteeio-templating").WithKey("target", "https://api.gravitee.io/echo").Build());
        fixture.Cluster.Put(ASecret("graviteeio-templating").WithKey("security", "KEY_LESS").Build());
        scenario.Given(fixture);
        var errors = new ImportErrors
        {
            Severe = scenario.Objection is null ? null : [scenario.Objection], Warning = scenario.Remark is null ? null : [scenario.Remark],
        };
        fixture.Apim.OnImport = _ => new ImportStatus { Errors = errors };
        fixture.Apim.OnImportV4 = _ => new ImportStatus { Errors = errors };

        var verdict = await fixture.ReviewAsync(
            scenario.IsDeletion ? Requests.Delete(now) : scenario.IsUpdate ? Requests.Update(stored, now) : Requests.Create(now));

        Compare(scenario, verdict, now.Metadata.Name!);
    }

    private static T Read<T>(ApiScenario<T> scenario) where T : class, IResource<T>, IApi
    {
        var api = UpstreamManifests.Read<T>(scenario.File);
        var spec = api.CommonSpec!;
        spec.Name = api.Metadata.Name;
        spec.ContextRef = scenario.HasContext ? new() { Name = "dev-ctx" } : null;
        if (spec is ApiDefinitionSpec { Proxy: not null } or ApiV4DefinitionSpec { Type: not "NATIVE" })
        {
            ApiChanges.Paths(spec, (null, $"/{api.Metadata.Name}"));
        }

        return api;
    }

    private static void Compare<T>(ApiScenario<T> scenario, AdmissionVerdict verdict, string name) where T : class, IResource<T>, IApi
    {
        var message = verdict.Errors.Select(error => error.Message).FirstOrDefault();
        if (scenario.Error is null)
        {
            message.ShouldBeNull();
        }
        else
        {
            message.ShouldNotBeNull();
            var expected = scenario.Error.Replace("<name>", name);
            (message == expected || message.StartsWith($"{expected}: ", StringComparison.Ordinal) || expected.Length == 0).ShouldBeTrue(message);
        }

        if (scenario.Warnings is { } warnings)
        {
            verdict.Warnings.Select(warning => warning.Split(" (spec.")[0]).ShouldBe(warnings);
        }
    }
}
