namespace Gko.Kubernetes.Hosting.Memory;

/// <summary>What a process takes of the machine, and the means to take less.</summary>
public interface IProcessMemory
{
    /// <summary>How long the process has used a processor so far.</summary>
    TimeSpan ProcessorTime { get; }

    /// <summary>What is resident now, in bytes.</summary>
    long Resident { get; }

    /// <summary>Gives back what is not in use; what is needed again after all comes back by itself.</summary>
    /// <exception cref="IOException">The system does not tell what is in use.</exception>
    /// <exception cref="UnauthorizedAccessException">The system does not let the process know.</exception>
    /// <exception cref="FormatException">The system tells it in a form that is not known.</exception>
    void Release();
}
