namespace Gko.Apim.Client;

/// <summary>What of the Automation API's answer about a v4 API is of use; the rest is an echo of the request.</summary>
internal sealed class ApiV4State
{
    public string? OrganizationId { get; set; }

    public string? EnvironmentId { get; set; }

    public string? Id { get; set; }

    public string? CrossId { get; set; }

    public string? State { get; set; }

    public List<PlanState?>? Plans { get; set; }

    public ImportErrors? Errors { get; set; }

    public ImportStatus ToStatus() => new()
    {
        OrganizationId = OrganizationId,
        EnvironmentId = EnvironmentId,
        Id = Id,
        CrossId = CrossId,
        State = State,
        Plans = PlanIds(),
        Errors = Errors,
    };

    private Dictionary<string, string> PlanIds()
    {
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var plan in Plans ?? [])
        {
            if (plan is { Hrid: { Length: > 0 } hrid })
            {
                ids[hrid] = plan.Id ?? "";
            }
        }

        return ids;
    }

    internal sealed class PlanState
    {
        public string? Hrid { get; set; }

        public string? Id { get; set; }
    }
}
