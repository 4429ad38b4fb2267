using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gko.Kubernetes.Admission;
using Gko.Kubernetes.Serialization;

namespace Gko.Kubernetes.Tests.Admission;

public sealed class AdmissionPatchTests
{
    [Fact]
    public void Compute_NothingChanged_IsNull() =>
        Compute("""{"spec":{"size":1,"unknown":true}}""", _ => { }).ShouldBeNull();

    [Fact]
    public void Compute_NewMember_IsASingleAdd() =>
        Compute("""{"metadata":{},"spec":{"size":1}}""", widget => widget.Spec!.Color = "blue")
            .ShouldBe("""[{"op":"add","path":"/spec/color","value":"blue"}]""");

    [Fact]
    public void Compute_RemovedMember_IsASingleRemove() =>
        Compute("""{"metadata":{},"spec":{"size":1,"color":"red","unknown":1}}""", widget => widget.Spec!.Color = null)
            .ShouldBe("""[{"op":"remove","path":"/spec/color"}]""");

    [Fact]
    public void Compute_ParentThatOnlyTheTypeHas_IsAddedWithTheChangeAlone() =>
        Compute("""{"spec":{}}""", widget => widget.Spec!.Base!.Weight = 4)
            .ShouldBe("""[{"op":"add","path":"/spec/base","value":{"name":"","weight":4}}]""");

    [Fact]
    public void Compute_ExplicitNullFilledIn_IsReplaced() =>
        Compute("""{"spec":{"color":null}}""", widget => widget.Spec!.Color = "blue")
            .ShouldBe("""[{"op":"add","path":"/spec/color","value":"blue"}]""");

    [Fact]
    public void Compute_ElementChanged_KeepsItsUnknownFields() =>
        Compute("""{"spec":{"parts":[{"name":"a","odd":1},{"name":"b","odd":2}]}}""", widget => widget.Spec!.Parts![1].Weight = 9)
            .ShouldBe("""[{"op":"add","path":"/spec/parts/1/weight","value":9}]""");

    [Fact]
    public void Compute_ElementAppended_KeepsUnknownFieldsOfTheOthers() =>
        Compute("""{"spec":{"parts":[{"name":"a","odd":1}]}}""", widget => widget.Spec!.Parts!.Add(new WidgetPart { Name = "b" }))
            .ShouldBe("""[{"op":"add","path":"/spec/parts","value":[{"name":"a","odd":1},{"name":"b"}]}]""");

    [Fact]
    public void Compute_ElementRemoved_KeepsUnknownFieldsOfTheOthers() =>
        Compute(
            """{"spec":{"parts":[{"name":"a","odd":1},{"name":"b"},{"name":"c","odd":3}]}}""",
            widget => widget.Spec!.Parts!.RemoveAt(1))
            .ShouldBe("""[{"op":"add","path":"/spec/parts","value":[{"name":"a","odd":1},{"name":"c","odd":3}]}]""");

    [Fact]
    public void Compute_KeyWithSlashAndTilde_IsEscaped() =>
        Compute("""{"spec":{"tags":{}}}""", widget => widget.Spec!.Tags!["a/b~c"] = "x")
            .ShouldBe("""[{"op":"add","path":"/spec/tags/a~1b~0c","value":"x"}]""");

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Compute_RandomChange_GivesTheTypedResultAndKeepsWhatTheTypeDoesNotKnow(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var raw = RandomWidget(random);
            var text = Encoding.UTF8.GetBytes(raw.ToJsonString());
            var widget = JsonSerializer.Deserialize(text, AdmissionTestJson.Default.Widget)!;
            var before = JsonSerializer.SerializeToElement(widget, AdmissionTestJson.Default.Widget);
            Change(random, widget);
            var after = JsonSerializer.SerializeToElement(widget, AdmissionTestJson.Default.Widget);

            var patched = JsonPatch.Apply(raw, AdmissionPatch.Compute(text, before, after) ?? []);

            var again = JsonSerializer.SerializeToElement(patched.Deserialize(AdmissionTestJson.Default.Widget)!, AdmissionTestJson.Default.Widget);
            var note = $"seed {seed}, round {round}: {raw.ToJsonString()} → {patched!.ToJsonString()}";
            JsonElement.DeepEquals(again, after).ShouldBeTrue(note);
            patched["spec"]!["unknown"]!.ToJsonString().ShouldBe(raw["spec"]!["unknown"]!.ToJsonString(), note);
            patched["top"]!.GetValue<int>().ShouldBe(7, note);
        }
    }

    private static string? Compute(string raw, Action<Widget> change)
    {
        var text = Encoding.UTF8.GetBytes(raw);
        var widget = JsonSerializer.Deserialize(text, AdmissionTestJson.Default.Widget)!;
        var before = JsonSerializer.SerializeToElement(widget, AdmissionTestJson.Default.Widget);
        change(widget);
        var after = JsonSerializer.SerializeToElement(widget, AdmissionTestJson.Default.Widget);
        return AdmissionPatch.Compute(text, before, after)?.ToJsonString();
    }

    private static JsonObject RandomWidget(Random random)
    {
        var spec = new JsonObject { ["unknown"] = new JsonArray(random.Next(), "x") };
        if (random.Next(2) == 0) spec["size"] = random.Next(5);
        if (random.Next(2) == 0) spec["color"] = random.Next(3) == 0 ? null : "red";
        if (random.Next(3) == 0) spec["base"] = new JsonObject { ["name"] = "b", ["odd"] = 1 };
        if (random.Next(2) == 0) spec["tags"] = new JsonObject { ["a"] = "1", ["b"] = "2" };
        if (random.Next(2) == 0) spec["extra"] = new JsonObject { ["deep"] = new JsonArray(1, 2, new JsonObject()) };
        if (random.Next(4) > 0)
        {
            spec["parts"] = new JsonArray([.. Enumerable.Range(0, random.Next(5))
                .Select(i => new JsonObject { ["name"] = $"p{random.Next(3)}", ["odd"] = i })]);
        }

        return new JsonObject { ["top"] = 7, ["metadata"] = new JsonObject { ["name"] = "w1" }, ["spec"] = spec };
    }

    private static void Change(Random random, Widget widget)
    {
        var spec = widget.Spec!;
        for (var i = random.Next(4); i > 0; i--)
        {
            switch (random.Next(8))
            {
                case 0: spec.Size = random.Next(3) == 0 ? null : random.Next(5); break;
                case 1: spec.Color = random.Next(3) == 0 ? null : "green"; break;
                case 2: spec.Base = new WidgetPart { Name = "n", Weight = 1 }; break;
                case 3: (spec.Tags ??= [])[$"t{random.Next(3)}"] = "v"; break;
                case 4: spec.Tags?.Remove("a"); break;
                case 5: (spec.Parts ??= []).Insert(random.Next(spec.Parts.Count + 1), new WidgetPart { Name = "new" }); break;
                case 6 when spec.Parts is { Count: > 0 } parts: parts.RemoveAt(random.Next(parts.Count)); break;
                case 7 when spec.Parts is { Count: > 0 } parts: parts[random.Next(parts.Count)].Weight = random.Next(9); break;
            }
        }
    }
}
