using System.Text.Json;
using Gko.Contracts;
using Gko.Kubernetes.Admission;
using Gko.Testing.Builders;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Gko.Webhooks.Tests;

public sealed class WebhookSetTests
{
    [Fact]
    public void Descriptions_EachWebhook_HasUpstreamsNameAndPath() =>
        WebhookSet.Descriptions.Select(webhook => $"{webhook.Name} {webhook.Path}").ShouldBe(
        [
            "v1alpha1.gravitee.io.managementcontext /validate-gravitee-io-v1alpha1-managementcontext",
            "v1alpha1.gravitee.io.apidefinition /validate-gravitee-io-v1alpha1-apidefinition",
            "v1alpha1.gravitee.io.apiv4definition /validate-gravitee-io-v1alpha1-apiv4definition",
            "v1alpha1.gravitee.io.apiguardrail /validate-gravitee-io-v1alpha1-apiguardrail",
            "v1alpha1.gravitee.io.apiresource /validate-gravitee-io-v1alpha1-apiresource",
            "v1alpha1.gravitee.io.application /validate-gravitee-io-v1alpha1-application",
            "v1alpha1.gravitee.io.subscription /validate-gravitee-io-v1alpha1-subscription",
            "v1alpha1.gravitee.io.group /validate-gravitee-io-v1alpha1-group",
            "v1alpha1.gravitee.io.sharedpolicygroups /validate-gravitee-io-v1alpha1-sharedpolicygroup",
            "v1alpha1.gravitee.io.dictionary /validate-gravitee-io-v1alpha1-dictionary",
            "v1alpha1.gravitee.io.documentation /validate-gravitee-io-v1alpha1-documentation",
            "v1alpha1.gravitee.io.portal /validate-gravitee-io-v1alpha1-portal",
            "v1alpha1.gravitee.io.portallink /validate-gravitee-io-v1alpha1-portallink",
            "v1alpha1.gravitee.io.portallisting /validate-gravitee-io-v1alpha1-portallisting",
            "v1alpha1.gravitee.io.notification /validate-gravitee-io-v1alpha1-notification",
            "v1alpha1.gravitee.io.managementcontext /mutate-gravitee-io-v1alpha1-managementcontext",
            "v1alpha1.gravitee.io.application /mutate-gravitee-io-v1alpha1-application",
        ]);

    [Fact]
    public void Descriptions_ValidatingWebhooks_AreAskedAboutDeletionsToo() =>
        WebhookSet.Descriptions.Where(webhook => !webhook.Mutating)
            .ShouldAllBe(webhook => webhook.Operations.Contains(AdmissionOperation.Delete));

    [Fact]
    public void Descriptions_MutatingWebhooks_AreNotAskedAboutDeletions() =>
        WebhookSet.Descriptions.Where(webhook => webhook.Mutating)
            .ShouldAllBe(webhook => !webhook.Operations.Contains(AdmissionOperation.Delete));

    [Theory]
    [InlineData("managementcontext")]
    [InlineData("apidefinition")]
    [InlineData("apiv4definition")]
    [InlineData("apiresource")]
    [InlineData("application")]
    [InlineData("subscription")]
    [InlineData("group")]
    [InlineData("sharedpolicygroup")]
    [InlineData("dictionary")]
    [InlineData("documentation")]
    [InlineData("portal")]
    [InlineData("portallink")]
    [InlineData("portallisting")]
    public async Task Map_DefaulterThatUpstreamServes_IsServedOnce(string kind)
    {
        await using var fixture = await WebhookFixture.CreateAsync();
        await using var app = WebApplication.CreateSlimBuilder().Build();

        fixture.Webhooks.Map(app);

        ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Count(endpoint => endpoint.RoutePattern.RawText == $"/mutate-gravitee-io-v1alpha1-{kind}").ShouldBe(1);
    }

    [Fact]
    public async Task Default_KindInWhichNothingIsFilledIn_IsAllowedAsItIs()
    {
        var link = GivenObjects.ALink(with: spec => spec.PortalRef = null);
        var before = JsonSerializer.Serialize(link, PortalLink.Type.Json);

        var verdict = await new NoDefaults<PortalLink>().DefaultAsync(link, Requests.Create(link), CancellationToken.None);

        verdict.Allowed.ShouldBeTrue();
        JsonSerializer.Serialize(link, PortalLink.Type.Json).ShouldBe(before);
    }

    [Fact]
    public void Validate_AnyKind_IsUpstreamsPath() =>
        WebhookPaths.Validate(ApiDefinition.Type).ShouldBe("/validate-gravitee-io-v1alpha1-apidefinition");
}
