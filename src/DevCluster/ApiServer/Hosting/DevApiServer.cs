using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Gko.DevCluster.ApiServer;

/// <summary>
/// A Kubernetes API server for development and tests: one process, in memory, on loopback. It keeps its content when it is
/// stopped and started again, and loses it when disposed.
/// </summary>
public sealed class DevApiServer : IAsyncDisposable
{
    private readonly ApiComponents _components;
    private readonly DevCertificates _certificates;
    private readonly ILoggerFactory _loggers;
    private readonly (string Certificate, string Key) _admin;
    private WebApplication? _listener;
    private ClusterControllers? _controllers;
    private int _port;

    public DevApiServer(DevApiServerOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _loggers = loggers;
        _port = options.Port;
        _certificates = new DevCertificates();
        _admin = _certificates.IssueClient("kubernetes-admin", ApiUser.Masters);
        _components = new ApiComponents(options, time, loggers);
        ClusterSeed.Plant(_components.Services, options.Namespaces);
    }

    /// <summary>The https address; known once started.</summary>
    public Uri Url => _port > 0 ? new Uri($"https://127.0.0.1:{_port}") : throw new InvalidOperationException("The server has not been started.");

    /// <summary>The certificate authority of the server, in PEM.</summary>
    public string CertificateAuthority => _certificates.AuthorityPem;

    /// <summary>A kubeconfig document of an administrator, by client certificate.</summary>
    public string KubeConfig => KubeConfigText.ForCertificate(Url, CertificateAuthority, "kubernetes-admin", _admin.Certificate, _admin.Key);

    /// <summary>Starts to listen, the first time or again after <see cref="StopAsync"/>, then on the same port.</summary>
    public async Task StartAsync(CancellationToken ct = default)
    {
        if (_listener is not null)
        {
            throw new InvalidOperationException("The server is running.");
        }

        var application = new ApiApplication(_components, _loggers.CreateLogger<ApiApplication>());
        var listener = ApiListener.Create(_port, _certificates, application.HandleAsync, _loggers);
        await listener.StartAsync(ct).ConfigureAwait(false);
        _listener = listener;
        _port = new Uri(listener.Urls.First()).Port;
        _controllers = new ClusterControllers(
            _components.Services, _components.Pipeline, _components.Definitions, _loggers.CreateLogger<ClusterControllers>());
        _controllers.Start();
    }

    /// <summary>Stops listening and ends all watches; the content stays.</summary>
    public async Task StopAsync(CancellationToken ct = default)
    {
        if (_controllers is not null)
        {
            await _controllers.DisposeAsync().ConfigureAwait(false);
            _controllers = null;
        }

        if (_listener is not null)
        {
            _components.Store.DropWatchers();
            await _listener.StopAsync(ct).ConfigureAwait(false);
            await _listener.DisposeAsync().ConfigureAwait(false);
            _listener = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _components.Dispose();
        _certificates.Dispose();
    }

    /// <summary>A bearer token for a user; what they may do is up to roles and bindings.</summary>
    public string CreateToken(string user, params string[] groups) => _components.Authenticator.Issue(ApiUser.Authenticated(user, groups));

    /// <summary>A bearer token for a service account, whether or not the object exists.</summary>
    public string CreateServiceAccountToken(string @namespace, string name)
    {
        var uid = _components.Store.Get(new StoreKey("serviceaccounts", @namespace, name))?.Uid ?? "";
        return _components.Authenticator.Issue(ApiUser.ServiceAccount(@namespace, name, uid));
    }

    /// <summary>A kubeconfig document with a bearer token from <see cref="CreateToken"/> or <see cref="CreateServiceAccountToken"/>.</summary>
    public string KubeConfigForToken(string user, string token) => KubeConfigText.ForToken(Url, CertificateAuthority, user, token);

    /// <summary>Finished requests of that verb (<c>get</c>, <c>list</c>, <c>patch</c>, …) on that plural.</summary>
    public long CountRequests(string verb, string plural) => _components.Counters.Sum(verb, plural);

    /// <summary>Ends all running watches of a resource (<c>plural.group</c>), or of all; clients come back by themselves.</summary>
    public void DropWatches(string? resource = null) => _components.Store.DropWatchers(resource);

    /// <summary>Forgets the history, so that watches and lists from earlier versions are answered with 410.</summary>
    public void CompactHistory() => _components.Store.Compact();

    /// <summary>Answers the next requests with an error, such as 429 or 503.</summary>
    public void FailNextRequests(int count, HttpStatusCode code) => _components.Faults.FailNext(count, (int)code);
}
