namespace Gko.DevCluster.Tests.ApiServer;

public static class Paths
{
    public const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    public const string Widgets = "/apis/demo.io/v1/namespaces/default/widgets";
    public const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    public const string Secrets = "/api/v1/namespaces/default/secrets";
    public const string Namespaces = "/api/v1/namespaces";
    public const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    public const string Admission = "/apis/admissionregistration.k8s.io/v1";

    public static string Widget(string name) => $"{Widgets}/{name}";
}
