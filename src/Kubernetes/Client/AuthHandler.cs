using System.Net;
using Gko.Kubernetes.Configuration;

namespace Gko.Kubernetes.Client;

/// <summary>Adds who we are and whom we act as; after a 401 asks once for new credentials.</summary>
internal sealed class AuthHandler(KubeConnection connection, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        AddImpersonation(request);
        await ApplyAsync(request, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is not HttpStatusCode.Unauthorized
            || !await connection.Credentials.InvalidateAsync(cancellationToken).ConfigureAwait(false))
        {
            return response;
        }

        response.Dispose();
        await ApplyAsync(request, cancellationToken).ConfigureAwait(false);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>To callers, credentials that cannot be had are a failure of the transport: wait and try again.</summary>
    private async ValueTask ApplyAsync(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            await connection.Credentials.ApplyAsync(request, ct).ConfigureAwait(false);
        }
        catch (KubeConfigException error)
        {
            throw new HttpRequestException(HttpRequestError.UserAuthenticationError, error.Message, error);
        }
    }

    private void AddImpersonation(HttpRequestMessage request)
    {
        if (connection.Impersonate is not { } other || request.Headers.Contains("Impersonate-User"))
        {
            return;
        }

        request.Headers.TryAddWithoutValidation("Impersonate-User", other.User);
        if (other.Uid is { } uid)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-Uid", uid);
        }

        foreach (var group in other.Groups)
        {
            request.Headers.TryAddWithoutValidation("Impersonate-Group", group);
        }

        foreach (var (key, values) in other.Extra)
        {
            // Header names allow less than extra keys do.
            request.Headers.TryAddWithoutValidation($"Impersonate-Extra-{Uri.EscapeDataString(key)}", values);
        }
    }
}
