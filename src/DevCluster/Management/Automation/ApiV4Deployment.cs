using Gko.DevCluster.Management.Storage;

namespace Gko.DevCluster.Management.Automation;

/// <summary>What gateways are told when a V4 API is written.</summary>
internal sealed class ApiV4Deployment(ApiLifecycle lifecycle)
{
    private const string Started = "STARTED";

    /// <summary>The first start deploys. Without a plan that one can use, the state is only noted.</summary>
    public void Create(StoredApi api, string wanted)
    {
        api.State = wanted;
        if (wanted == Started && api.HasOpenPlan)
        {
            lifecycle.Deploy(api);
        }
    }

    /// <summary>Deploys anew whatever has changed, then starts or stops.</summary>
    /// <returns>Why it failed, or null.</returns>
    public string? Update(StoredApi api, string wanted)
    {
        if (wanted == Started && api.HasOpenPlan)
        {
            lifecycle.Deploy(api, "Updated by GKO");
        }

        return api.State == wanted ? null : wanted == "STOPPED" ? Stop(api) : Start(api);
    }

    private string? Start(StoredApi api)
    {
        if (!api.HasOpenPlan)
        {
            return $"The API {{{api.Id}}} can not be started without at least one published plan";
        }

        DeployOrSwitch(api, Started);
        return null;
    }

    private string? Stop(StoredApi api)
    {
        if (api.DeploymentNumber == 0 && !api.HasOpenPlan)
        {
            return $"The api {{{api.Id}}} can not be deployed without at least one published plan";
        }

        DeployOrSwitch(api, "STOPPED");
        return null;
    }

    /// <summary>Gateways can neither start nor stop what they never got, so they get it: APIM does this even to stop.</summary>
    private void DeployOrSwitch(StoredApi api, string state)
    {
        if (api.DeploymentNumber == 0)
        {
            lifecycle.Deploy(api);
            api.State = state;
        }
        else
        {
            lifecycle.Switch(api, state);
        }
    }
}
