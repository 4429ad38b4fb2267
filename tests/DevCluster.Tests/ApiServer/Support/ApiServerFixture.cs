using Gko.DevCluster.ApiServer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>A running server with the widget kind, shared by the tests of a class; each test uses names of its own.</summary>
public class ApiServerFixture : IAsyncLifetime
{
    public DevApiServer Server { get; private set; } = null!;

    /// <summary>An administrator's client.</summary>
    public ApiClient Admin { get; private set; } = null!;

    protected virtual DevApiServerOptions Options => new();

    public virtual async ValueTask InitializeAsync()
    {
        Server = new DevApiServer(Options, TimeProvider.System, NullLoggerFactory.Instance);
        await Server.StartAsync();
        Admin = ClientFor(Server.CreateToken("admin", "system:masters"));
        (await Admin.PostAsync(Paths.Definitions, WidgetDefinition.Json)).Status.ShouldBe(201);
    }

    public virtual async ValueTask DisposeAsync()
    {
        Admin.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client with that bearer token; without any when null.</summary>
    public ApiClient ClientFor(string? token) => new(Server, token);
}
