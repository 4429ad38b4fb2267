using System.Net.Mime;
using Gko.Kubernetes.Logging;
using Gko.Kubernetes.Tracing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Gko.Kubernetes.Admission;

/// <summary>
/// The HTTP side of one webhook. Once a review's uid is known, the answer is an AdmissionReview with status 200 whatever
/// happens: to the API server, any other status is a broken webhook, and the user would not learn the reason.
/// </summary>
internal sealed partial class AdmissionEndpoint(
    string path, IAdmissionPipeline pipeline, TimeProvider time, ILogger logger, AdmissionMetrics? metrics = null)
{
    public async Task HandleAsync(HttpContext http)
    {
        var started = metrics?.Started(path) ?? 0;
        try
        {
            await ServeAsync(http);
        }
        finally
        {
            metrics?.Finished(path, http.Response.StatusCode, started);
        }
    }

    private async Task ServeAsync(HttpContext http)
    {
        if (!IsJson(http.Request))
        {
            await RefuseAsync(http, StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json");
            return;
        }

        var limit = AdmissionDeadline.Of(http.Request);
        var request = new AdmissionRequest { Deadline = time.GetUtcNow() + limit };
        using var deadline = new CancellationTokenSource(limit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
        try
        {
            if (await ReadAsync(http, stop.Token) is { } body)
            {
                await AnswerAsync(http, request, body, limit, stop.Token);
            }
        }
        catch (Exception error) when (http.RequestAborted.IsCancellationRequested && error is OperationCanceledException or IOException)
        {
            Log.Abandoned(logger, path);
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http, CancellationToken ct)
    {
        try
        {
            if (await AdmissionBody.ReadAsync(http.Request, ct) is { } body)
            {
                return body;
            }

            await RefuseAsync(
                http, StatusCodes.Status413PayloadTooLarge, $"the body is larger than {AdmissionBody.Limit} bytes");
        }
        catch (BadHttpRequestException error)
        {
            await RefuseAsync(http, error.StatusCode, error.Message);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(http, StatusCodes.Status408RequestTimeout, "the body did not arrive in time");
        }

        return null;
    }

    private async Task AnswerAsync(
        HttpContext http, AdmissionRequest request, ReadOnlyMemory<byte> body, TimeSpan limit, CancellationToken ct)
    {
        var problem = AdmissionReviewReader.Read(body, request);
        if (problem is not null && request.Uid.Length == 0)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, problem);
            return;
        }

        using var span = AdmissionSpan.Start(path, request, http.Request.Headers);
        using var scope = LogScope.OfAdmission(logger, path, request.Kind?.Kind, request.Namespace, request.Name, request.Uid);
        var answer = problem is null
            ? await AdmitAsync(http, request, limit, ct)
            : AdmissionAnswer.Deny(AdmissionDenials.BadRequest(problem));
        AdmissionSpan.Finish(span, answer);
        var bytes = AdmissionReviewWriter.Write(request, answer);
        http.Response.ContentType = MediaTypeNames.Application.Json;
        http.Response.ContentLength = bytes.Length;
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    private async Task<AdmissionAnswer> AdmitAsync(HttpContext http, AdmissionRequest request, TimeSpan limit, CancellationToken ct)
    {
        try
        {
            // A callee that does not heed the token must not keep the API server waiting either.
            return await pipeline.AdmitAsync(request, ct).AsTask().WaitAsync(ct);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            Log.TimedOut(logger, path, request.Namespace, request.Name, request.Uid, limit);
            return AdmissionAnswer.Deny(AdmissionDenials.TimedOut(path, limit));
        }
        catch (Exception error)
        {
            metrics?.Failed(error);
            Log.Failed(logger, path, request.Namespace, request.Name, request.Uid, error);
            return AdmissionAnswer.Deny(AdmissionDenials.Failed(path, error));
        }
    }

    private static bool IsJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase);

    private static Task RefuseAsync(HttpContext http, int status, string reason)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(reason + "\n", http.RequestAborted);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Webhook {Path} failed for {Namespace}/{Name} (request {Uid}); the request is denied")]
        public static partial void Failed(ILogger logger, string path, string? @namespace, string? name, string uid, Exception error);

        [LoggerMessage(2, LogLevel.Warning, "Webhook {Path} did not finish for {Namespace}/{Name} (request {Uid}) within {Limit}; the request is denied")]
        public static partial void TimedOut(ILogger logger, string path, string? @namespace, string? name, string uid, TimeSpan limit);

        [LoggerMessage(3, LogLevel.Debug, "The caller of webhook {Path} went away")]
        public static partial void Abandoned(ILogger logger, string path);
    }
}
