namespace Gko.Testing.Pods;

/// <summary>What the image says about how it is run, from the last stage of the Dockerfile.</summary>
public sealed record ImageConfig
{
    /// <summary>Where the image keeps its program; the first word of the entry point.</summary>
    public string Program => Entrypoint[0];

    public required string User { get; init; }

    public required string Group { get; init; }

    public required IReadOnlyList<string> Entrypoint { get; init; }

    /// <summary>Variables of the image and of the base it stands on.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>The image of this repository.</summary>
    public static ImageConfig OfRepository() => Read(File.ReadAllText(RepositoryPaths.Of("Dockerfile")));

    /// <summary>Reads a Dockerfile.</summary>
    /// <exception cref="NotSupportedException">The last stage has an instruction that is not understood here.</exception>
    public static ImageConfig Read(string dockerfile)
    {
        // Of the base: the search path of every image, and what .NET's say about themselves.
        var environment = new Dictionary<string, string>
        {
            ["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            ["DOTNET_RUNNING_IN_CONTAINER"] = "true",
        };
        string[] user = [];
        string[] entrypoint = [];
        foreach (var (instruction, rest) in LastStage(dockerfile))
        {
            switch (instruction)
            {
                case "USER":
                    user = rest.Split(':');
                    break;
                case "ENTRYPOINT":
                    entrypoint = [.. rest.Trim('[', ']').Split(',').Select(word => word.Trim().Trim('"'))];
                    break;
                case "ENV":
                    environment[rest.Split('=')[0]] = rest.Split('=', 2)[1].Trim('"');
                    break;
                case "FROM" or "ARG" or "LABEL" or "COPY" or "EXPOSE" or "HEALTHCHECK":
                    break;
                default:
                    throw new NotSupportedException($"The Dockerfile says {instruction}, which is not understood here.");
            }
        }

        return new ImageConfig { User = user[0], Group = user[1], Entrypoint = entrypoint, Environment = environment };
    }

    private static IEnumerable<(string Instruction, string Value)> LastStage(string dockerfile)
    {
        var lines = dockerfile.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .ToList();
        return lines.Skip(lines.FindLastIndex(line => line[0] == "FROM")).Select(line => (line[0], line[1]));
    }
}
