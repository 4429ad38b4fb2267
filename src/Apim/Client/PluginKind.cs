namespace Gko.Apim.Client;

/// <summary>Sorts of plugins that an installation of APIM has.</summary>
public enum PluginKind
{
    /// <summary>What flows are made of.</summary>
    Policies,

    /// <summary>What policies share, such as caches.</summary>
    Resources,

    /// <summary>How v4 APIs reach backends.</summary>
    Endpoints,

    /// <summary>How clients reach v4 APIs.</summary>
    Entrypoints,
}
