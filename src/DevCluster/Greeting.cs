using System.Text;

namespace Gko.DevCluster;

/// <summary>What a person reads when the dev cluster is up: where things are and what to type next.</summary>
internal static class Greeting
{
    public static string For(DevClusterOptions options, DevClusterHost host)
    {
        var text = new StringBuilder();
        var webhooks = options.RunOperator ? $", webhooks {host.WebhookUrl.ToString().TrimEnd('/')}" : "";
        text.AppendLine($"Ready: API server {Trim(host.ApiServer.Url)}, Management API {Trim(host.Management.Url)} (admin/admin){webhooks}");
        text.AppendLine();
        if (!options.RunOperator)
        {
            text.AppendLine("Start the operator in another terminal:");
            text.AppendLine($"  KUBECONFIG={options.KubeConfigPath} APPLY_CRDS=true WEBHOOK_URL={Trim(host.WebhookUrl)} \\");
            text.AppendLine($"  HTTP_PROXY={Trim(host.Management.Url)} dotnet run --project src/Operator -- run");
            text.AppendLine("  (HTTP_PROXY lets hosts that end in .svc reach the Management API)");
            text.AppendLine();
        }

        text.AppendLine("In another terminal:");
        text.AppendLine($"  export KUBECONFIG={options.KubeConfigPath}");
        text.AppendLine("  kubectl apply -f manifests/samples/managementcontext.yaml -f manifests/samples/apidefinition.yaml");
        text.AppendLine("  kubectl get apidefinitions");
        text.AppendLine($"  curl -s -u admin:admin {Trim(host.Management.Url)}/management/organizations/DEFAULT/environments/DEFAULT/apis");
        text.AppendLine();
        text.Append("Ctrl-C stops everything and forgets it.");
        return text.ToString();
    }

    private static string Trim(Uri url) => url.ToString().TrimEnd('/');
}
