using static Gko.DevCluster.Management.Automation.Schema.CommonShapes;
using static Gko.DevCluster.Management.Automation.Schema.Field;

namespace Gko.DevCluster.Management.Automation.Schema;

/// <summary>The body of an import of an application.</summary>
internal static class ApplicationShape
{
    private static Shape.Fields OAuth { get; } = new(
        Required("applicationType", new Shape.Word("BROWSER", "WEB", "NATIVE", "BACKEND_TO_BACKEND")),
        Required("grantTypes", new Shape.Items(new Shape.Word(
            "AUTHORIZATION_CODE", "IMPLICIT", "REFRESH_TOKEN", "PASSWORD", "CLIENT_CREDENTIALS"), 1)),
        Required("redirectUris", Items(Text), "[]"),
        Optional("additionalClientMetadata", new Shape.Map(Text)));

    private static Shape.Fields Certificate { get; } = new(
        Required("name", new Shape.Text(0, 255)),
        Required("content", Text),
        Optional("startsAt", new Shape.Instant()),
        Optional("endsAt", new Shape.Instant()));

    private static Shape.Fields Settings { get; } = new(
        Optional("app", new Shape.Fields(Optional("type", Text), Optional("clientId", new Shape.Text(0, 300)))),
        Optional("oauth", OAuth),
        Optional("tls", new Shape.Fields(Optional("clientCertificate", Text), Optional("clientCertificates", Items(Certificate)))));

    public static Shape.Fields Root { get; } = new(
        Required("hrid", Hrid),
        Required("name", Name),
        Required("description", new Shape.Text(1, 4000)),
        Optional("domain", new Shape.Text(0, 256)),
        List("groups", Text),
        Optional("pictureUrl", Text),
        Optional("notifyMembers", Flag, "false"),
        Optional("background", Text),
        Optional("primaryOwner", PrimaryOwner),
        Optional("settings", Settings),
        List("metadata", Metadata),
        List("members", Member),
        Optional("status", new Shape.Word("ACTIVE", "ARCHIVED"), "\"ACTIVE\""));
}
