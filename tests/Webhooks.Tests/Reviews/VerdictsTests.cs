using FluentValidation;
using FluentValidation.Results;
using Gko.Kubernetes.Admission;
using Gko.Resolution;

namespace Gko.Webhooks.Tests;

public sealed class VerdictsTests
{
    private readonly Verdicts _verdicts = new();

    [Fact]
    public void ToVerdict_NothingFound_Allows() => _verdicts.ToVerdict().Allowed.ShouldBeTrue();

    [Fact]
    public void ToVerdict_Errors_KeepTheirOrder()
    {
        _verdicts.Error("first", "spec.a");
        _verdicts.Error("second");

        _verdicts.ToVerdict().Errors.ShouldBe([new AdmissionError("first", "spec.a"), new AdmissionError("second")]);
    }

    [Fact]
    public void ToVerdict_WarningWithField_NamesIt()
    {
        _verdicts.Warn("odd", "spec.a");

        _verdicts.ToVerdict().Warnings.ShouldBe(["odd (spec.a)"]);
    }

    [Fact]
    public void HasErrors_OnlyWarnings_IsFalse()
    {
        _verdicts.Warn("odd");

        _verdicts.HasErrors.ShouldBeFalse();
    }

    [Theory]
    [InlineData(Severity.Error, 1, 0)]
    [InlineData(Severity.Warning, 0, 1)]
    [InlineData(Severity.Info, 0, 1)]
    public void Add_Failure_CountsByItsSeverity(Severity severity, int errors, int warnings)
    {
        _verdicts.Add(new ValidationResult([new ValidationFailure("spec.a", "odd") { Severity = severity }]));

        var verdict = _verdicts.ToVerdict();
        (verdict.Errors.Count, verdict.Warnings.Count).ShouldBe((errors, warnings));
    }

    [Theory]
    [InlineData(CollisionPolicy.Deny, 1, 0)]
    [InlineData(CollisionPolicy.Warn, 0, 1)]
    public void Add_IdThatAnotherObjectHas_CountsAsTheAdministratorSays(CollisionPolicy policy, int errors, int warnings)
    {
        var verdicts = new Verdicts(new AdmissionPolicy { HridCollisions = policy });

        verdicts.Add([new ResolutionProblem(ProblemKind.Conflict, "taken", "metadata.name")]);

        var verdict = verdicts.ToVerdict();
        (verdict.Errors.Count, verdict.Warnings.Count).ShouldBe((errors, warnings));
    }

    [Fact]
    public void Add_MissingReferenceWhereCollisionsAreWarnedOf_IsAnError()
    {
        var verdicts = new Verdicts(new AdmissionPolicy { HridCollisions = CollisionPolicy.Warn });

        verdicts.Add([new ResolutionProblem(ProblemKind.UnresolvedReference, "missing", "spec.contextRef")]);

        verdicts.HasErrors.ShouldBeTrue();
    }
}
