using Gko.Operator.Configuration;

namespace Gko.Operator.Tests.Configuration;

internal static class OptionsAssertions
{
    /// <summary>Every setting has its default; only these problems are reported.</summary>
    public static void ShouldBeDefaultBut(this OperatorOptions options, string[] problems)
    {
        options.Problems.ShouldBe(problems);
        Settings(options).ShouldBe(Settings(OperatorOptions.FromEnvironment(_ => null)));
    }

    private static object?[] Settings(OperatorOptions options) =>
    [
        options.ApplyCrds, options.LeaderElection, options.ProbesPort, options.MaxConcurrentReconciles, options.AlwaysReconcile,
        options.Templating, options.Logs, options.Webhook.Enabled, options.Webhook.Port, options.Webhook.Policy.OnApimUnavailable,
        options.Webhook.Policy.CrossNamespaceReferences, options.Apim.TimeoutSeconds, options.Apim.InsecureSkipCertVerify,
    ];
}
