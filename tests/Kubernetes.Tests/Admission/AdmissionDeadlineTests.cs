using Gko.Kubernetes.Admission;
using Microsoft.AspNetCore.Http;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class AdmissionDeadlineTests
{
    [Theory]
    [InlineData("?timeout=10s", 9)]
    [InlineData("?timeout=1m30s", 27)]
    [InlineData("?timeout=500ms", 0.45)]
    [InlineData("?timeout=1.5s", 1.35)]
    [InlineData("?timeout=2h", 27)]
    [InlineData("?timeout=0s", 27)]
    [InlineData("?timeout=-5s", 27)]
    [InlineData("?timeout=5", 27)]
    [InlineData("?timeout=99999999999999999999s", 27)]
    [InlineData("?timeout=5s&timeout=6s", 27)]
    [InlineData("", 27)]
    public void Of_Query_IsNineTenthsOfIt(string query, double seconds)
    {
        var http = new DefaultHttpContext();
        http.Request.QueryString = new QueryString(query);

        AdmissionDeadline.Of(http.Request).TotalSeconds.ShouldBe(seconds, 0.0001);
    }
}
