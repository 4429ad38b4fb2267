using Gko.Contracts;
using Gko.Contracts.V2;
using Gko.Kubernetes.Model;

namespace Gko.Load;

/// <summary>The objects of a load run: one context, and APIs as small as the tutorial's.</summary>
internal static class LoadObjects
{
    public static ManagementContext Context(string @namespace, Uri apim) => new()
    {
        Metadata = new ObjectMeta { Name = "apim", Namespace = @namespace },
        Spec = new ManagementContextSpec
        {
            BaseUrl = apim.ToString(),
            OrganizationId = "DEFAULT",
            EnvironmentId = "DEFAULT",
            Auth = new Auth { Credentials = new BasicCredentials { Username = "admin", Password = "admin" } },
        },
    };

    public static ApiDefinition Api(string @namespace, int index) => new()
    {
        Metadata = new ObjectMeta { Name = $"api-{index:00000}", Namespace = @namespace },
        Spec = new ApiDefinitionSpec
        {
            Name = $"api-{index:00000}",
            Version = "1.0.0",
            Description = "An API under load",
            ContextRef = new NamespacedReference { Name = "apim" },
            Proxy = new Proxy
            {
                VirtualHosts = [new VirtualHost { Path = $"/api-{index:00000}" }],
                Groups = [new EndpointGroup { Name = "default", Endpoints = [new Endpoint { Name = "default", Target = "https://api.gravitee.io/echo" }] }],
            },
            Plans = [new Plan { Name = "Free", Description = "Open to everybody", Security = "KEY_LESS" }],
        },
    };
}
