using System.Net;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Admission.Registration;
using Gko.Kubernetes.Certificates;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Configuration;
using Gko.Kubernetes.Crds;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Tests.Controllers;
using Gko.Testing.Clusters;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.Kubernetes.Tests.Admission;

/// <summary>A real API server that calls our webhooks on a real Kestrel, set up by the code under test.</summary>
public sealed class AdmissionCluster : IAsyncLifetime
{
    internal const string FieldManager = "demo-operator";

    private KubeApiServer? _server;
    private WebApplication? _app;

    internal KubeClient Client { get; private set; } = null!;

    internal SelfSignedOptions CertificateOptions { get; } = new()
    {
        Names = ["127.0.0.1"],
        Owner = FieldManager,
        Secret = new ObjectKey("default", "webhook-cert"),
    };

    internal WebhookRegistrar Registrar { get; private set; } = null!;

    internal WebhookRegistration Registration { get; private set; } = null!;

    internal static WebhookDescription[] Webhooks { get; } =
    [
        new("validate.widgets.demo.io", "/validate", Widget.Type, [AdmissionOperation.Create, AdmissionOperation.Update, AdmissionOperation.Delete], false),
        new("mutate.widgets.demo.io", "/mutate", Widget.Type, [AdmissionOperation.Create, AdmissionOperation.Update], true),
    ];

    public async ValueTask InitializeAsync()
    {
        if (KubeApiServer.Assets is null)
        {
            return;
        }

        _server = await KubeApiServer.StartAsync();
        var connection = KubeConfigLoader.Load(new KubeConfigOptions { Path = _server.KubeConfigPath });
        Client = new KubeClient(connection, TimeProvider.System, NullLogger<KubeClient>.Instance);
        Registrar = new WebhookRegistrar(Client, FieldManager, NullLogger<WebhookRegistrar>.Instance);

        // Several replicas at once.
        await Task.WhenAll(InstallAsync(), InstallAsync());
        var bundles = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Authority().EnsureAsync(default)));
        bundles.Select(bundle => bundle.Certificate).Distinct().ShouldHaveSingleItem();

        await ServeAsync();
        Registration = new WebhookRegistration
        {
            ValidatingName = "demo-validating",
            MutatingName = "demo-mutating",
            Url = new Uri(_app!.Urls.Single()),
            CaBundle = bundles[0].Authorities,
        };
        await Registrar.RegisterAsync(Registration, Webhooks, default);
        await WaitUntilCalledAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await (_app?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    internal Task InstallAsync() => new CrdInstaller(Client, FieldManager, TimeProvider.System, NullLogger<CrdInstaller>.Instance)
        .InstallAsync(CrdDocuments.Parse(RealCluster.WidgetDefinition), TimeSpan.FromSeconds(30), default);

    internal SelfSignedAuthority Authority() =>
        new(CertificateOptions, Client, TimeProvider.System, NullLogger<SelfSignedAuthority>.Instance);

    private async Task ServeAsync()
    {
        var store = new CertificateStore(Authority(), TimeProvider.System, NullLogger<CertificateStore>.Instance);
        await store.RefreshAsync(default);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseWebhookCertificates(store)));
        _app = builder.Build();
        var rules = new WidgetRules();
        _app.MapValidator("/validate", rules);
        _app.MapDefaulter("/mutate", rules);
        await _app.StartAsync();
    }

    /// <summary>The API server learns of webhooks, and of whom to trust, a moment after they were registered.</summary>
    private async Task WaitUntilCalledAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await CallsOursAsync() is false)
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await poll.WaitForNextTickAsync();
        }
    }

    private async Task<bool> CallsOursAsync()
    {
        try
        {
            var probe = new Widget { Metadata = new ObjectMeta { Name = "probe", Namespace = "default" }, Spec = new WidgetSpec { Size = 99 } };
            var stored = await Client.CreateAsync(probe, new WriteOptions { DryRun = true });
            stored.Spec.ShouldNotBeNull();
            return false;
        }
        catch (KubeApiException error) when (error.IsForbidden)
        {
            return true;
        }
    }
}
