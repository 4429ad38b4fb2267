namespace Gko.DevCluster.Tests.ApiServer;

/// <summary>A server for a test that changes the server as a whole.</summary>
public sealed class ApiServerOfOneTest : ApiServerFixture;
