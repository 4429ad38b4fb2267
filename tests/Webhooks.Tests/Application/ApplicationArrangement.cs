using Gko.Apim.Client;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using static Gko.Testing.Builders.Given;

namespace Gko.Webhooks.Tests;

/// <summary>An application with a client id, valid, for a test to spoil.</summary>
internal sealed class ApplicationArrangement
{
    public const string Pem = "-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n";

    public ApplicationBuilder Application { get; } = AnApplication();

    /// <summary>The application as stored, for updates: like the one under review, but for its description.</summary>
    public ApplicationBuilder Stored { get; } = AnApplication().With(spec => spec.Description = "Called APIs.");

    /// <summary>Any change of the cluster or of APIM.</summary>
    public Action<WebhookFixture> Around { get; set; } = _ => { };

    /// <summary>Changes the application and what is stored of it alike.</summary>
    public ApplicationArrangement Both(Action<ApplicationBuilder> change)
    {
        change(Application);
        change(Stored);
        return this;
    }

    /// <summary>Lets APIM find something in dry runs.</summary>
    public void ApimSays(string? severe = null, string? warning = null) => Around = fixture => fixture.Apim.OnImportObject = _ => new ImportStatus
    {
        Errors = new ImportErrors { Severe = severe is null ? [] : [severe], Warning = warning is null ? [] : [warning] },
    };

    /// <summary>Subscribes the application to a plan until then.</summary>
    public void Subscribed(string? endingAt, string? security = PlanSecurities.MutualTls, string plan = "tls") => Around = fixture =>
    {
        fixture.Cluster.Put(AV4Api().WithPlan("tls", security).Build());
        fixture.Cluster.Put(ASubscription().WithPlan(plan).EndingAt(endingAt).Build());
    };

    public Task<AdmissionVerdict> CreateAsync(WebhookFixture fixture)
    {
        Put(fixture);
        return fixture.ReviewAsync(Requests.Create(Application.Build()));
    }

    public Task<AdmissionVerdict> UpdateAsync(WebhookFixture fixture)
    {
        Put(fixture);
        return fixture.ReviewAsync(Requests.Update(fixture.Cluster.Put(Stored.Build()), Application.Build()));
    }

    private void Put(WebhookFixture fixture)
    {
        fixture.Cluster.Put(AContext().Build());
        Around(fixture);
    }
}
