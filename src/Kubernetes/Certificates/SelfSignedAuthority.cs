using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;
using Microsoft.Extensions.Logging;

namespace Gko.Kubernetes.Certificates;

/// <summary>
/// Issues a server's certificate where nobody else does. With a Secret, all replicas serve the same certificate:
/// whoever writes first wins, and the others take over what they then find.
/// </summary>
public sealed partial class SelfSignedAuthority : ICertificateSource
{
    private const int MaxAttempts = 10;

    private readonly SelfSignedOptions _options;
    private readonly IKubeClient? _client;
    private readonly TimeProvider _time;
    private readonly ILogger<SelfSignedAuthority> _logger;
    private readonly CertificateRotation _rotation;
    private readonly Lock _lock = new();

    // What is used now; with a Secret, what it last held.
    private CertificateBundle? _present;

    /// <summary>Prepares; nothing is issued or read yet.</summary>
    /// <param name="client">Needed only when the options name a Secret.</param>
    /// <param name="trust">What callers trust by now: only that signs. Null where nobody tells them.</param>
    /// <exception cref="ArgumentException">There are no names, or there is a Secret but no client.</exception>
    public SelfSignedAuthority(
        SelfSignedOptions options, IKubeClient? client, TimeProvider time, ILogger<SelfSignedAuthority> logger, TrustRecord? trust = null)
    {
        if (options.Names.Count == 0)
        {
            throw new ArgumentException("A certificate needs at least one name.", nameof(options));
        }

        if (options.Secret is not null && client is null)
        {
            throw new ArgumentException("A Secret needs a client.", nameof(client));
        }

        _options = options;
        _client = client;
        _time = time;
        _logger = logger;
        _rotation = new CertificateRotation(options, trust is null ? null : authority => trust.Covers(authority));
    }

    /// <inheritdoc/>
    public string Description => _options.Secret is { } secret ? $"Secret {secret}" : "memory";

    /// <inheritdoc/>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The present bundle, after whatever had to be issued or rotated.</summary>
    /// <exception cref="InvalidOperationException">The Secret belongs to someone else, or replicas keep overwriting each other.</exception>
    /// <exception cref="KubeApiException">The Secret may not be read or written.</exception>
    public Task<CertificateBundle> EnsureAsync(CancellationToken ct) =>
        _options.Secret is { } secret ? EnsureInSecretAsync(secret, _client!, ct) : Task.FromResult(EnsureInMemory());

    /// <inheritdoc/>
    public async Task<CertificatePair> ReadAsync(CancellationToken ct)
    {
        var bundle = await EnsureAsync(ct);
        return new CertificatePair(bundle.Certificate, bundle.Key);
    }

    private CertificateBundle EnsureInMemory()
    {
        lock (_lock)
        {
            var next = _rotation.Next(_present, _time.GetUtcNow());
            if (!ReferenceEquals(next, _present))
            {
                _present = next;
                Log.Issued(_logger, "memory");
            }

            return next;
        }
    }

    private async Task<CertificateBundle> EnsureInSecretAsync(ObjectKey key, IKubeClient client, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var secret = await client.FindAsync<Secret>(key, ct);
            if (secret is not null && !CertificateSecret.IsOurs(secret, _options.Owner))
            {
                var entries = string.Join(", ", (secret.Data?.Keys ?? Enumerable.Empty<string>()).Order());
                throw new InvalidOperationException($"Secret {key} holds other entries ({entries}) and is not managed by {_options.Owner}.");
            }

            // A Secret that was deleted, or emptied, comes back as it was: callers still trust it, and other replicas serve it.
            var stored = secret is null ? null : CertificateSecret.Read(secret);
            var next = _rotation.Next(stored ?? _present, _time.GetUtcNow());
            if (ReferenceEquals(next, stored) || await TryWriteAsync(client, key, secret, next, ct))
            {
                return _present = next;
            }
        }

        throw new InvalidOperationException($"Secret {key} changed {MaxAttempts} times while a certificate was being written to it.");
    }

    /// <summary>False when somebody else wrote, or deleted, the Secret since it was read.</summary>
    private async Task<bool> TryWriteAsync(
        IKubeClient client, ObjectKey key, Secret? read, CertificateBundle bundle, CancellationToken ct)
    {
        try
        {
            if (read is null)
            {
                var secret = CertificateSecret.Create(key, bundle, _options.Owner);
                await client.CreateAsync(secret, new WriteOptions { FieldManager = _options.Owner }, ct);
            }
            else
            {
                var patch = Patch.Merge(CertificateSecret.Update(read, bundle));
                await client.PatchAsync<Secret>(key, patch, new PatchOptions { FieldManager = _options.Owner }, ct);
            }
        }
        catch (KubeApiException error) when (error.IsAlreadyExists || error.IsConflict || (error.IsNotFound && read is not null))
        {
            return false;
        }

        Log.Issued(_logger, Description);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Issued or rotated the server certificates in {Place}")]
        public static partial void Issued(ILogger logger, string place);
    }
}
