using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management;
using Gko.Testing;

namespace Gko.DevCluster.Tests.Management;

/// <summary>A running Management API in virtual time, and a client of it.</summary>
public sealed class ManagementFixture : IAsyncLifetime
{
    public const string Environment = "/management/organizations/DEFAULT/environments/DEFAULT";

    public const string Automation = "/automation/organizations/DEFAULT/environments/DEFAULT";

    public const string V2 = "/management/v2/organizations/DEFAULT/environments/DEFAULT";

    private readonly HttpClient _http = new();

    public FakeTimeProvider Time { get; } = new();

    public DevManagementApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Api = new(new() { JwtSecret = "secret" }, Time);
        await Api.StartAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Api.DisposeAsync();
    }

    public Task<Answer> GetAsync(string path) => SendAsync("GET", path);

    public Task<Answer> ImportAsync(JsonObject body, bool dryRun = false, string login = "admin:admin") =>
        SendAsync("PUT", $"{Environment}/apis/import-crd?dryRun={(dryRun ? "true" : "false")}", body, login);

    /// <summary>Writes by the automation API, into the default environment.</summary>
    public Task<Answer> PutAsync(string kind, JsonObject body, bool dryRun = false, bool isUuid = false, string login = "admin:admin") =>
        SendAsync("PUT", $"{Automation}/{kind}?dryRun={(dryRun ? "true" : "false")}{(isUuid ? "&hridContainsUUID=true" : "")}", body, login);

    public Task<Answer> PutApiAsync(JsonObject body, bool dryRun = false, bool isUuid = false, string login = "admin:admin") =>
        PutAsync("apis", body, dryRun, isUuid, login);

    /// <summary>Sends a request; a path without a leading slash is below the default environment.</summary>
    public async Task<Answer> SendAsync(string method, string path, JsonNode? body = null, string? login = "admin:admin", string? bearer = null)
    {
        using var request = new HttpRequestMessage(new(method), new Uri(Api.Url, path.StartsWith('/') ? path : $"{Environment}/{path}"));
        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        request.Headers.Authorization = bearer is not null ? new("Bearer", bearer)
            : login is not null ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)))
            : null;
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(",", header.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), headers);
    }

    /// <summary>A bearer token of a user that is valid for a minute.</summary>
    public string Jwt(string subject, string secret = "secret", int expiresIn = 60)
    {
        var expiry = Time.GetUtcNow().AddSeconds(expiresIn).ToUnixTimeSeconds();
        var content = Encode("""{"alg":"HS256"}""") + "." + Encode($$"""{"sub":"{{subject}}","exp":{{expiry}}}""");
        return $"{content}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(content)))}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
