using Gko.EndToEnd.Clusters;

namespace Gko.EndToEnd.Refusals;

/// <summary>What <c>kubectl apply</c> refuses at once, with a message that names the field.</summary>
public abstract class RefusalTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Apply_ContextThatDoesNotExist_IsRefused()
    {
        var @namespace = await NamespaceAsync("no-context");

        var error = await RefusedAsync(Manifests.Api("orphan", @namespace, context: "nowhere"));

        error.ShouldContain($"resource [orphan] references management context [{@namespace}/nowhere] that doesn't exist in the cluster");
        error.ShouldContain("spec.contextRef");
    }

    [Fact]
    public async Task Apply_PathOfAnotherApi_IsRefused()
    {
        var @namespace = await NamespaceAsync("same-path");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("first", @namespace, path: "/taken"))).OrThrow();

        var error = await RefusedAsync(Manifests.Api("second", @namespace, path: "/taken/"));

        error.ShouldContain($"invalid API context path [/taken]. API [{@namespace}/first] is already defined with the same path");
        error.ShouldContain("spec.proxy.virtual_hosts[0].path");
    }

    [Fact]
    public async Task Apply_TwoApisWithOnePathInOneGo_AdmitsOnlyTheFirst()
    {
        var @namespace = await NamespaceAsync("one-go");

        var result = await cluster.Kubectl.ApplyAsync(
            Manifests.Api("left", @namespace, path: "/both") + "---\n" + Manifests.Api("right", @namespace, path: "/both"));

        result.ExitCode.ShouldNotBe(0);
        result.Output.ShouldContain("apidefinition.gravitee.io/left created");
        result.Error.ShouldContain("invalid API context path [/both]");
    }

    [Fact]
    public async Task Apply_SeveralMistakes_AreAllReported()
    {
        var @namespace = await NamespaceAsync("many");

        var error = await RefusedAsync(Manifests.Api("many", @namespace, context: "nowhere", path: "/%zz"));

        error.ShouldContain("that doesn't exist in the cluster");
        error.ShouldContain("path [/%zz] is invalid");
    }

    [Fact]
    public async Task Apply_MissingParentPage_IsRefused()
    {
        var @namespace = await NamespaceAsync("pages");

        var error = await RefusedAsync(Manifests.Api(
            "pages", @namespace, more: "  pages:\n    guide:\n      name: Guide\n      type: MARKDOWN\n      parent: missing"));

        error.ShouldContain("can not apply API [pages]. Parent page [missing] can not be found for page [guide]");
        error.ShouldContain("spec.pages.guide.parent");
    }

    [Fact]
    public async Task Apply_WhatOnlyApimKnows_IsRefusedByTheDryRun()
    {
        var @namespace = await NamespaceAsync("dry-run");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("outer", @namespace, path: "/outer"))).OrThrow();
        await cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=condition=Ready", "apidefinition/outer", "--timeout=90s");

        var error = await RefusedAsync(Manifests.Api("inner", @namespace, path: "/outer/inner"));

        error.ShouldContain("Path [/outer/] already exists");
    }

    [Fact]
    public async Task Apply_GroupWithoutEndpointsAndPathWithoutSlash_IsAdmittedWithWarnings()
    {
        var @namespace = await NamespaceAsync("warned");

        var result = (await cluster.Kubectl.ApplyAsync(Manifests.Api("warned", @namespace, path: "warned", endpoints: "[]"))).OrThrow();

        result.Error.ShouldContain("spec.proxy.groups[0].endpoints");
        result.Error.ShouldContain("path [warned] does not start with a slash");
    }

    [Theory]
    [InlineData("bad-url", "not-a-url", "admin", "[baseUrl] is not a valid URL")]
    [InlineData("bad-login", "http://acme-apim3-api.apim-example.svc:83", "wrong", "bad credentials for context [bad-login]")]
    public async Task Apply_ContextThatCannotWork_IsRefused(string name, string url, string password, string expected)
    {
        var @namespace = await NamespaceAsync("contexts", withContext: false);

        var error = await RefusedAsync(Manifests.Context(name, @namespace, url, password: password));

        error.ShouldContain(expected);
        error.ShouldContain("spec.");
    }

    [Fact]
    public async Task Apply_ContextWithoutAuth_IsRefused()
    {
        var @namespace = await NamespaceAsync("contexts", withContext: false);

        var error = await RefusedAsync(
            $"apiVersion: gravitee.io/v1alpha1\nkind: ManagementContext\nmetadata:\n  name: no-auth\n  namespace: {@namespace}\n" +
            "spec:\n  baseUrl: http://acme-apim3-api.apim-example.svc:83\n  organizationId: DEFAULT\n  environmentId: DEFAULT\n");

        error.ShouldContain("[auth] is mandatory when cloud is not enabled");
        error.ShouldContain("spec.auth");
    }

    [Fact]
    public async Task Apply_ContextWithAnUnknownEnvironment_IsRefused()
    {
        var @namespace = await NamespaceAsync("contexts", withContext: false);

        var error = await RefusedAsync(Manifests.Context("elsewhere", @namespace).Replace("environmentId: DEFAULT", "environmentId: NOWHERE", StringComparison.Ordinal));

        error.ShouldContain("Invalid organization or environment");
    }

    [Fact]
    public async Task Delete_ContextInUse_IsRefused()
    {
        var @namespace = await NamespaceAsync("in-use");
        (await cluster.Kubectl.ApplyAsync(Manifests.Api("user", @namespace))).OrThrow();
        await cluster.Kubectl.RunAsync("-n", @namespace, "wait", "--for=condition=Ready", "apidefinition/user", "--timeout=90s");

        var result = await cluster.Kubectl.TryAsync(null, "-n", @namespace, "delete", "managementcontext", "apim");

        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("[apim] cannot be deleted because 1 APIs are relying on this context");
    }

    private Task<string> NamespaceAsync(string name, bool withContext = true)
    {
        cluster.RequireOrSkip();
        return cluster.NewNamespaceAsync(name, withContext);
    }

    private async Task<string> RefusedAsync(string manifest)
    {
        var result = await cluster.Kubectl.ApplyAsync(manifest);
        result.ExitCode.ShouldNotBe(0, result.ToString());
        result.Error.ShouldContain("denied the request");
        return result.Error;
    }
}
