using Gko.Kubernetes.Logging;
using Gko.Operator.Configuration;
using Gko.Operator.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Gko.Operator.Tests.Hosting;

public sealed class LogSetupTests
{
    [Theory]
    [InlineData(true, JsonLogFormatter.FormatterName)]
    [InlineData(false, TextLogFormatter.FormatterName)]
    public void Apply_Format_ChoosesAFormatterThatIsThere(bool json, string name)
    {
        using var services = Setup(new LogOptions { Json = json });

        services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName.ShouldBe(name);
        services.GetServices<ConsoleFormatter>().ShouldContain(formatter => formatter.Name == name);
    }

    [Fact]
    public void Apply_Silent_WritesNowhere()
    {
        using var services = Setup(new LogOptions { Silent = true });

        services.GetServices<ILoggerProvider>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(LogLevel.Debug, "Gko.Operator", true)]
    [InlineData(LogLevel.Information, "Gko.Operator", true)]
    [InlineData(LogLevel.Warning, "Gko.Operator", false)]
    [InlineData(LogLevel.Debug, "Microsoft.AspNetCore", false)]
    public void Apply_Level_LetsInformationThroughOrNot(LogLevel level, string category, bool expected)
    {
        using var services = Setup(new LogOptions { Level = level });

        services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(LogLevel.Information).ShouldBe(expected);
    }

    private static ServiceProvider Setup(LogOptions options) => new ServiceCollection()
        .AddLogging(logging => LogSetup.Apply(logging, options, TimeProvider.System))
        .BuildServiceProvider();
}
