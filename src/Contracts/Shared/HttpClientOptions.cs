using Gko.Kubernetes.Schemas;

namespace Gko.Contracts;

/// <summary>How the gateway's HTTP client talks to a backend.</summary>
public sealed class HttpClientOptions
{
    [Description("Milliseconds to wait for a connection.")]
    public long? ConnectTimeout { get; set; }

    [Description("Milliseconds to wait for an answer.")]
    public long? ReadTimeout { get; set; }

    [Description("Milliseconds after which an unused connection is closed.")]
    public long? IdleTimeout { get; set; }

    [Description("Whether connections are kept for further requests.")]
    [Default(true)]
    public bool? KeepAlive { get; set; }

    [Description("Milliseconds a kept connection may wait for its next request.")]
    [Default(30000)]
    public long? KeepAliveTimeout { get; set; }

    [Description("Whether requests are sent before earlier ones on the connection are answered.")]
    [Required]
    [Default(false)]
    public bool? Pipelining { get; set; }

    [Description("How many connections the gateway opens to the backend at most.")]
    public int? MaxConcurrentConnections { get; set; }

    [Description("How many requests may wait for a free connection; -1 means any number.")]
    [Minimum(-1)]
    public int? MaxWaitQueueSize { get; set; }

    [Description("Milliseconds after which a pooled connection is replaced; 0 means never.")]
    [Minimum(0)]
    public long? MaxConnectionLifetime { get; set; }

    [Description("Whether the gateway asks the backend for compressed answers.")]
    [Required]
    [Default(false)]
    public bool? UseCompression { get; set; }

    [Description("Whether the client's Accept-Encoding header reaches the backend. Only used when useCompression is false.")]
    [Default(false)]
    public bool? PropagateClientAcceptEncoding { get; set; }

    [Description("Whether the gateway follows redirects of the backend itself.")]
    [Required]
    [Default(false)]
    public bool? FollowRedirects { get; set; }

    [Description("HTTP version spoken with the backend.")]
    [Default("HTTP_1_1")]
    [AllowedValues("HTTP_1_1", "HTTP_2")]
    public string? Version { get; set; }

    [Description("Whether an unencrypted connection may be upgraded to HTTP/2.")]
    [Default(true)]
    public bool? ClearTextUpgrade { get; set; }

    [Description("Bytes that the headers of an answer may have.")]
    public int? MaxHeaderSize { get; set; }

    [Description("Bytes that one chunk of an answer may have.")]
    public int? MaxChunkSize { get; set; }
}
