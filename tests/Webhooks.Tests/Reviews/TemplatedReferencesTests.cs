using System.Text.Json;

namespace Gko.Webhooks.Tests;

public sealed class TemplatedReferencesTests
{
    [Theory]
    [InlineData("""{"contextRef":{"name":"a","namespace":"[[ 1 ]]"}}""", "spec.contextRef")]
    [InlineData("""{"contextRef":{"name":"[[ 1 ]]","namespace":"b"}}""", "spec.contextRef")]
    [InlineData("""{"auth":{"secretRef":{"name":"a","namespace":"[[ 1 ]]"}}}""", "spec.auth.secretRef")]
    [InlineData("""{"groupRefs":[{"name":"a"},{"name":"a","namespace":"[[ 1 ]]"}]}""", "spec.groupRefs[1]")]
    [InlineData("""{"resources":[{"ref":{"name":"a","namespace":"x-[[ 1 ]]"}}]}""", "spec.resources[0].ref")]
    [InlineData("""{"flows":[{"request":[{"policy":"shared-policy-group-policy","configuration":{"hrid":"[[ 1 ]]"}}]}]}""", "spec.flows[0].request[0].configuration")]
    [InlineData("""{"plans":{"a":{"flows":[{"request":[{"policy":"shared-policy-group-policy","configuration":{"sharedPolicyGroupId":"[[ 1 ]]"}}]}]}}}""", "spec.plans.a.flows[0].request[0].configuration")]
    [InlineData("""{"flows":[{"request":[{"policy":"[[ 1 ]]","configuration":{"hrid":"a"}}]}]}""", "spec.flows[0].request[0].configuration")]
    [InlineData("""{"flows":[{"request":[{"policy":"shared-policy-group-policy","configuration":{"hrid":"a"}}]}]}""", null)]
    [InlineData("""{"flows":[{"request":[{"policy":"mock","configuration":{"hrid":"[[ 1 ]]"}},{"policy":"[[ 1 ]]","configuration":{"content":"a"}}]}]}""", null)]
    [InlineData("""{"contextRef":{"name":"[[ 1 ]]"}}""", null)]
    [InlineData("""{"contextRef":{"name":"a","namespace":"b"}}""", null)]
    [InlineData("""{"configuration":{"name":"a","namespace":"[[ 1 ]]"}}""", null)]
    [InlineData("""{"contextRef":null,"groupRefs":[null,1],"api":"[[ 1 ]]"}""", null)]
    public void FieldsOf_Spec_AreReferencesThatATemplateMayLeadElsewhere(string spec, string? expected)
    {
        using var document = JsonDocument.Parse(spec);

        TemplatedReferences.FieldsOf(document.RootElement).ShouldBe(expected is null ? [] : [expected]);
    }
}
