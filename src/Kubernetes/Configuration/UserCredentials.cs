using System.Text.Json.Nodes;

namespace Gko.Kubernetes.Configuration;

/// <summary>Turns a kubeconfig user into credentials.</summary>
internal sealed class UserCredentials(KubeConfigNode user, KubeConnection connection, JsonNode? execConfig, KubeConfigOptions options)
{
    public ICredentialSource Build()
    {
        if (user.Map("auth-provider") is { } provider)
        {
            throw user.Error("auth-provider", $"'{provider.Text("name")}' is no longer part of Kubernetes; use an exec plugin or a token");
        }

        var (plugin, header) = (PluginSource(), HeaderSource());
        if (plugin is not null && header is not null)
        {
            throw user.Error("exec", "cannot be combined with a token or password; remove one of them");
        }

        ICredentialSource?[] all = [plugin, header, ClientCertificateSource()];
        return all.OfType<ICredentialSource>().ToList() switch
        {
            [] => StaticCredentials.None,
            [var single] => single,
            var several => new CombinedCredentials(several),
        };
    }

    private ExecPlugin? PluginSource() => user.Map("exec") is { } exec
        ? new ExecPlugin(ExecPluginOptions.From(exec, connection, execConfig), options.Time, options.Logger)
        : null;

    /// <summary>The order of precedence is kubectl's: a file over a token over a password.</summary>
    private ICredentialSource? HeaderSource()
    {
        if (user.FilePath("tokenFile") is { } path)
        {
            return new TokenFile(path, options.Time, options.Logger);
        }

        if (user.Text("token") is { } token)
        {
            return StaticCredentials.Bearer(token);
        }

        return user.Text("username") is { } name ? StaticCredentials.Basic(name, user.Text("password") ?? "") : null;
    }

    private ClientCertificate? ClientCertificateSource()
    {
        var certificate = PemSource.From(user, "client-certificate");
        var key = PemSource.From(user, "client-key");
        if (certificate is null && key is null)
        {
            return null;
        }

        if (certificate is null || key is null)
        {
            var missing = certificate is null ? "client-certificate" : "client-key";
            throw user.Error(missing, $"is missing; a client certificate needs both, so set {missing} or {missing}-data");
        }

        return new ClientCertificate(certificate, key, options.Time, options.Logger);
    }
}
