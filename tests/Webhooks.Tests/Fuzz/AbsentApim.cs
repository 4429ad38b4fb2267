using System.Reflection;
using Gko.Apim.Client;
using Gko.Testing.Fakes;

namespace Gko.Webhooks.Tests.Fuzz;

/// <summary>An APIM that nobody reaches, whatever is asked of it. Unlike <see cref="FakeApim"/> it reads and keeps nothing.</summary>
public class AbsentApim : DispatchProxy
{
    public static IApimClient Create() => Create<IApimClient, AbsentApim>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var returned = targetMethod!.ReturnType;
        return returned.IsGenericType && returned.GetGenericTypeDefinition() == typeof(Task<>)
            ? typeof(AbsentApim).GetMethod(nameof(FailAsync), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(returned.GenericTypeArguments[0].GenericTypeArguments[0]).Invoke(null, null)
            : null;
    }

    private static Task<ApimResult<T>> FailAsync<T>() where T : notnull => Task.FromResult<ApimResult<T>>(ApimErrors.NoAnswer());
}
