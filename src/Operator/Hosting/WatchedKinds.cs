using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Kubernetes.Caching;
using Gko.Kubernetes.Client;
using Gko.Kubernetes.Model;
using Gko.Kubernetes.Model.Core;

namespace Gko.Operator.Hosting;

/// <summary>How the kinds are watched for which the defaults are not right.</summary>
internal static class WatchedKinds
{
    // What upstream wrote on Secrets and ConfigMaps.
    private const string Marks = ApiGroup.Name + "/";

    /// <summary>The informers of this operator; none runs yet.</summary>
    public static Informers Create(IReadOnlyList<string> namespaces, IKubeClient client, TimeProvider time, ILoggerFactory loggers)
    {
        var all = new InformerOptions { Namespaces = namespaces };
        var informers = new Informers(client, all, time, loggers);

        // A cluster may hold tens of thousands of them, most of which are none of our business.
        informers.Configure<SecretMetadata>(all with { Transform = new MetadataTrimmer(Marks).Trim });
        informers.Configure<ConfigMapMetadata>(all with { Transform = new MetadataTrimmer(Marks, keepOwners: true).Trim });

        // Only looked up when others refer to them; a cluster that brings its own CRDs may lack some.
        Optional<Group>(informers, all);
        Optional<Notification>(informers, all);
        Optional<SharedPolicyGroup>(informers, all);
        Optional<Application>(informers, all);
        Optional<Dictionary>(informers, all);
        Optional<Portal>(informers, all);
        Optional<Documentation>(informers, all);
        Optional<PortalListing>(informers, all);
        Optional<PortalLink>(informers, all);
        Optional<Subscription>(informers, all);
        return informers;
    }

    private static void Optional<T>(Informers informers, InformerOptions all)
        where T : class, IResource<T> => informers.Configure<T>(all with { IsOptional = true });
}
