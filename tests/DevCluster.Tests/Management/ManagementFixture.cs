using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gko.DevCluster.Management;
using Gko.Testing;

namespace Gko.DevCluster.Tests.Management;

/// <summary>A running Management API in virtual time, and a client of it.</summary>
public sealed class ManagementFixture : IAsyncLifetime
{
    public const string Environment = "/management/organizations/DEFAULT/environments/DEFAULT";

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
}
