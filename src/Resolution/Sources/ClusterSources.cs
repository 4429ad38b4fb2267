using System.Text;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Gko.Resolution.Templating;

namespace Gko.Resolution;

/// <summary>
/// Reads Secrets and ConfigMaps on demand. The cluster's are known by their metadata only; the content of those that our
/// objects refer to stays in memory while it is used and its version is the current one, so that a thousand APIs of one
/// context do not read its Secret a thousand times.
/// </summary>
public sealed class ClusterSources : ITemplateSources, IDisposable
{
    private const int MaxCount = 512;
    private const int MaxBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan MaxIdle = TimeSpan.FromMinutes(10);

    private readonly IKubeClient _client;
    private readonly IStore<SecretMetadata> _secrets;
    private readonly IStore<ConfigMapMetadata> _configMaps;
    private readonly TimeProvider _time;
    private readonly SourceCache _cache;
    private readonly ITimer _sweeper;

    /// <inheritdoc cref="ClusterSources"/>
    public ClusterSources(
        IKubeClient client, IStore<SecretMetadata> secrets, IStore<ConfigMapMetadata> configMaps, TimeProvider time)
    {
        (_client, _secrets, _configMaps, _time) = (client, secrets, configMaps, time);
        _cache = new SourceCache(MaxCount, MaxBytes, time);
        _sweeper = time.CreateTimer(_ => _cache.Sweep(_time.GetUtcNow() - MaxIdle, VersionOf), null, SweepEvery, SweepEvery);
    }

    /// <summary>How many contents are in memory.</summary>
    public int Cached => _cache.Count;

    /// <inheritdoc/>
    public async ValueTask<TemplateSource?> ReadAsync(TemplateSourceKind kind, ObjectKey key, CancellationToken ct)
    {
        var source = new TemplateSourceKey(kind, key);
        var version = VersionOf(source);
        if (version is not null && _cache.Get(source, version) is { } known)
        {
            return known;
        }

        // The metadata may trail the server: what is read here can be newer, and is kept under its own version.
        var content = kind is TemplateSourceKind.Secret
            ? Content(await _client.FindAsync<Secret>(key, ct).ConfigureAwait(false))
            : Content(await _client.FindAsync<ConfigMap>(key, ct).ConfigureAwait(false));
        if (content is { Version.Length: > 0 })
        {
            _cache.Put(source, content);
        }

        return content?.Source;
    }

    /// <inheritdoc/>
    public void Dispose() => _sweeper.Dispose();

    private string? VersionOf(TemplateSourceKey source) => source.Kind is TemplateSourceKind.Secret
        ? _secrets.Get(source.Key)?.Metadata.ResourceVersion
        : _configMaps.Get(source.Key)?.Metadata.ResourceVersion;

    private static SourceContent? Content(Secret? secret) => secret is null
        ? null
        : Content(secret.Metadata, (secret.Data ?? []).Select(item => KeyValuePair.Create(item.Key, Encoding.UTF8.GetString(item.Value))));

    private static SourceContent? Content(ConfigMap? configMap) => configMap is null ? null : Content(configMap.Metadata, configMap.Data ?? []);

    private static SourceContent Content(ObjectMeta metadata, IEnumerable<KeyValuePair<string, string>> data)
    {
        var values = new Dictionary<string, string>(data, StringComparer.Ordinal);
        var size = values.Sum(item => (item.Key.Length + item.Value.Length) * sizeof(char));
        return new SourceContent(metadata.ResourceVersion ?? "", new TemplateSource(values), size);
    }
}
