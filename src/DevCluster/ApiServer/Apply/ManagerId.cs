namespace Gko.DevCluster.ApiServer;

/// <summary>Who owns fields: a manager, by which operation, through which subresource. Updates are kept per API version.</summary>
internal readonly record struct ManagerId(string Name, string Operation, string ApiVersion, string Subresource)
{
    public const string Apply = "Apply";
    public const string Update = "Update";

    public static ManagerId Applier(string name, string subresource) => new(name, Apply, "", subresource);

    public static ManagerId Updater(string name, string apiVersion, string subresource) => new(name, Update, apiVersion, subresource);

    /// <summary>How conflicts name the manager.</summary>
    public override string ToString() =>
        $"\"{Name}\"{(Subresource.Length > 0 ? $" with subresource \"{Subresource}\"" : "")}{(Operation == Update ? $" using {ApiVersion}" : "")}";
}
