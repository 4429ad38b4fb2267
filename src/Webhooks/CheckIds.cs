namespace Gko.Webhooks;

/// <summary>Names of the checks that warn by default and that <see cref="AdmissionPolicy.Strict"/> turns into errors.</summary>
public static class CheckIds
{
    /// <summary>A started v2 API without any plan: nobody can call it.</summary>
    public const string NoPlans = "no-plans";

    /// <summary>A path that does not start with a slash, or one API that names a path twice.</summary>
    public const string Paths = "paths";

    /// <summary>An endpoint group without endpoints, or a target that is not a URL.</summary>
    public const string Endpoints = "endpoints";

    /// <summary>Two plans of one API with one name.</summary>
    public const string PlanNames = "plan-names";

    /// <summary>A ManagementContext without credentials, or with more than one kind of them.</summary>
    public const string Credentials = "credentials";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [NoPlans, Paths, Endpoints, PlanNames, Credentials];
}
