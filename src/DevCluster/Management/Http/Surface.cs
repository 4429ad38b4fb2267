namespace Gko.DevCluster.Management.Http;

/// <summary>Which of APIM's APIs a path belongs to; their error bodies differ.</summary>
internal enum Surface
{
    V1,
    V2,
    Automation,
}
