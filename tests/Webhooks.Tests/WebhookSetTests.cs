using Gko.Contracts;
using Gko.Kubernetes.Admission;

namespace Gko.Webhooks.Tests;

public sealed class WebhookSetTests
{
    [Fact]
    public void Descriptions_EachWebhook_HasUpstreamsNameAndPath() =>
        WebhookSet.Descriptions.Select(webhook => $"{webhook.Name} {webhook.Path}").ShouldBe(
        [
            "v1alpha1.gravitee.io.managementcontext /validate-gravitee-io-v1alpha1-managementcontext",
            "v1alpha1.gravitee.io.apidefinition /validate-gravitee-io-v1alpha1-apidefinition",
            "v1alpha1.gravitee.io.apiguardrail /validate-gravitee-io-v1alpha1-apiguardrail",
            "v1alpha1.gravitee.io.managementcontext /mutate-gravitee-io-v1alpha1-managementcontext",
        ]);

    [Fact]
    public void Descriptions_ValidatingWebhooks_AreAskedAboutDeletionsToo() =>
        WebhookSet.Descriptions.Where(webhook => !webhook.Mutating)
            .ShouldAllBe(webhook => webhook.Operations.Contains(AdmissionOperation.Delete));

    [Fact]
    public void Descriptions_MutatingWebhooks_AreNotAskedAboutDeletions() =>
        WebhookSet.Descriptions.Where(webhook => webhook.Mutating)
            .ShouldAllBe(webhook => !webhook.Operations.Contains(AdmissionOperation.Delete));

    [Fact]
    public void Validate_AnyKind_IsUpstreamsPath() =>
        WebhookPaths.Validate(ApiDefinition.Type).ShouldBe("/validate-gravitee-io-v1alpha1-apidefinition");
}
