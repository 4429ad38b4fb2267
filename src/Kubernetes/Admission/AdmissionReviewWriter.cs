using System.Buffers;
using System.Text;
using System.Text.Json;
using Gko.Kubernetes.Model.Core;

namespace Gko.Kubernetes.Admission;

/// <summary>Encodes the answer to a review.</summary>
internal static class AdmissionReviewWriter
{
    public static ReadOnlyMemory<byte> Write(AdmissionRequest request, AdmissionAnswer answer)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("apiVersion"u8, request.ApiVersion);
        json.WriteString("kind"u8, "AdmissionReview"u8);
        json.WriteStartObject("response"u8);
        json.WriteString("uid"u8, request.Uid);
        json.WriteBoolean("allowed"u8, answer.Denial is null);
        WriteDenial(json, answer);
        WriteWarnings(json, answer);
        WritePatch(json, answer);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteDenial(Utf8JsonWriter json, AdmissionAnswer answer)
    {
        if (answer.Denial is { } denial)
        {
            json.WritePropertyName("status"u8);
            JsonSerializer.Serialize(json, denial, KubeJson.Default.KubeStatus);
        }
    }

    private static void WriteWarnings(Utf8JsonWriter json, AdmissionAnswer answer)
    {
        var warnings = AdmissionWarnings.Bound(answer.Warnings);
        if (warnings.Count == 0)
        {
            return;
        }

        json.WriteStartArray("warnings"u8);
        foreach (var warning in warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    }

    private static void WritePatch(Utf8JsonWriter json, AdmissionAnswer answer)
    {
        // The API server refuses a patch type without a patch and a patch without its type.
        if (answer.Denial is null && answer.Patch is { Count: > 0 } patch)
        {
            json.WriteString("patchType"u8, "JSONPatch"u8);
            json.WriteBase64String("patch"u8, Encoding.UTF8.GetBytes(patch.ToJsonString()));
        }
    }
}
