using Gko.Contracts;
using Gko.Contracts.Wire;

namespace Gko.Testing.Builders;

/// <summary>Builds guardrails; each <see cref="Build"/> gives the same instance, so build once per builder.</summary>
public sealed class GuardrailBuilder
{
    private readonly ApiGuardrail _guardrail;

    internal GuardrailBuilder(string name) => _guardrail = new ApiGuardrail
    {
        Metadata = new() { Name = name, Uid = $"uid-of-{name}", Generation = 1 },
        Spec = new ApiGuardrailSpec { Action = GuardrailActions.Deny, Rules = new GuardrailRules() },
    };

    /// <summary>Any change of the rules.</summary>
    public GuardrailBuilder Demanding(Action<GuardrailRules> change) => With(spec => change(spec.Rules!));

    /// <summary>What happens to violators.</summary>
    public GuardrailBuilder Acting(string action) => With(spec => spec.Action = action);

    /// <summary>Any change of the spec.</summary>
    public GuardrailBuilder With(Action<ApiGuardrailSpec> change)
    {
        change(_guardrail.Spec!);
        return this;
    }

    /// <summary>Any change of the object.</summary>
    public GuardrailBuilder WithObject(Action<ApiGuardrail> change)
    {
        change(_guardrail);
        return this;
    }

    /// <summary>The object.</summary>
    public ApiGuardrail Build() => _guardrail;
}
