namespace Gko.DevCluster.Management.Http;

/// <summary>Answers that many routes share.</summary>
internal static class Replies
{
    public static Reply Forbidden(Call call) =>
        call.Error(403, "You do not have sufficient rights to access this resource", "forbidden");

    public static Reply NoSuchApi(Call call) =>
        call.Error(404, $"Api [{call.Id}] cannot be found.", "api.notFound", ("api", call.Id));
}
