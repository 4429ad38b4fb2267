using FluentValidation;
using Gko.Contracts;
using Gko.Contracts.Wire;
using Gko.Resolution;

namespace Gko.Webhooks;

/// <summary>
/// What an API, its plan and an application must be so that they can be brought together. The texts and the order are
/// upstream's. Upstream looks at much of it when a subscription is created and never again; for one that exists it is a
/// warning, unless the administrator made the check strict.
/// </summary>
internal sealed class SubscriptionValidator : AbstractValidator<SubscriptionCandidate>
{
    private const string Api = "spec.api";
    private const string Plan = "spec.plan";
    private const string Application = "spec.application";

    private static readonly string[] Securities =
        [PlanSecurities.ApiKey, PlanSecurities.Jwt, PlanSecurities.OAuth2, PlanSecurities.MutualTls];

    private readonly AdmissionPolicy _policy;
    private readonly TimeProvider _time;

    public SubscriptionValidator(AdmissionPolicy policy, TimeProvider time)
    {
        (_policy, _time) = (policy, time);
        RuleFor(candidate => candidate).Custom(CheckApi);
        RuleFor(candidate => candidate).Custom(CheckPlan);
        RuleFor(candidate => candidate).Custom((candidate, context) =>
            ApiKeyRules.Check(candidate.Spec.ApiKeys, candidate.Plan?.Security ?? PlanSecurities.ApiKey, time.GetUtcNow(), context));
        When(candidate => !candidate.IsUpdate, () =>
        {
            RuleFor(candidate => candidate).Custom(CheckApplication);
        });
        RuleFor(candidate => candidate).Custom(CheckContexts);
        When(candidate => !candidate.IsUpdate, () =>
        {
            RuleFor(candidate => candidate.Spec).Custom((spec, context) =>
            {
                foreach (var failure in EndingDates.Check(spec, _time.GetUtcNow()))
                {
                    context.AddFailure(failure);
                }
            });
        });
        RuleFor(candidate => candidate).Custom(CheckCertificates);
        RuleFor(candidate => candidate).Custom(CheckClient);
    }

    private void CheckApi(SubscriptionCandidate candidate, ValidationContext<SubscriptionCandidate> context)
    {
        var api = candidate.Api;
        if (!api.IsSyncedFromApim)
        {
            FailCreation(context, Api, $"unable to subscribe to API [{api.Key}] because its definition is not synced from the management API (sourcing subscriptions from a Kubernetes cluster is not supported at the moment)");
        }

        if (api.HasFailed)
        {
            FailCreation(context, Api, $"unable to subscribe to API [{api.Key}] because it is in a failed state");
        }

        if (api.IsStopped)
        {
            FailCreation(context, Api, $"unable to subscribe to API [{api.Key}] because it is not started");
        }
    }

    private void CheckPlan(SubscriptionCandidate candidate, ValidationContext<SubscriptionCandidate> context)
    {
        var (api, name) = (candidate.Api, candidate.Spec.Plan);
        if (candidate.Plan is not { } plan)
        {
            context.Fail(Plan, api.HasPlans
                ? $"unable to subscribe to API [{api.Key}] because plan [{name}] cannot be found"
                : $"unable to subscribe to API [{api.Key}] because it has no plan");
            return;
        }

        if (!Securities.Contains(plan.Security))
        {
            FailCreation(context, Plan, $"unable to subscribe to plan [{name}] because security type is not one of [{string.Join(',', Securities)}]");
        }

        if (!candidate.IsUpdate && plan.Status is not (null or PlanStatuses.Published))
        {
            context.Soft(_policy, CheckIds.Subscriptions, Plan, $"plan [{name}] is {plan.Status}: APIM takes no new subscriptions for it");
        }
    }

    private void CheckApplication(SubscriptionCandidate candidate, ValidationContext<SubscriptionCandidate> context)
    {
        var (key, settings) = (candidate.ApplicationKey, candidate.ApplicationSpec.Settings);
        if (candidate.Application.Status?.ProcessingStatus == ProcessingStatuses.Failed)
        {
            context.Fail(Application, $"unable to subscribe from application [{key}] because it is in a failed state");
        }

        if (NeedsClientId(candidate) && settings?.App is { } app && string.IsNullOrEmpty(app.ClientId))
        {
            context.Fail(Application, $"unable to subscribe from application [{key}] because it does not have any client id");
        }

        if (IsMutualTls(candidate) && string.IsNullOrEmpty(settings?.Tls?.ClientCertificate)
            && settings?.Tls?.ClientCertificates is not { Count: > 0 })
        {
            context.Fail(Application, $"unable to subscribe to MTLS plan from application [{key}] because it does not have any client certificate");
        }
    }

    private void CheckContexts(SubscriptionCandidate candidate, ValidationContext<SubscriptionCandidate> context)
    {
        var (api, application) = (candidate.Api, candidate.ApplicationKey);
        var (ofApi, ofApplication) = (api.ContextRef, candidate.ApplicationSpec.ContextRef);
        if (ofApi is null)
        {
            FailCreation(context, Api, $"unable to subscribe to API [{api.Key}] because it does not reference a management context");
        }

        if (ofApplication is null)
        {
            FailCreation(context, Application, $"unable to subscribe from application [{application}] because it does not reference a management context");
        }

        if (ofApi is null || ofApplication is null)
        {
            return;
        }

        var (one, other) = (References.Target(ofApplication, application.Namespace), References.Target(ofApi, api.Key.Namespace));
        if (one != other)
        {
            var message = $"management contexts must match between application [{application}] and API [{api.Key}], got [{one}] and [{other}]";

            // Upstream compares what is written, and takes one name in two namespaces for the same context.
            if (ofApi.Name == ofApplication.Name && (ofApi.Namespace ?? "") == (ofApplication.Namespace ?? ""))
            {
                context.Soft(_policy, CheckIds.Subscriptions, Application, message);
            }
            else
            {
                FailCreation(context, Application, message);
            }
        }
    }

    // Certificates that do not end are left out, as upstream has it.
    private static void CheckCertificates(SubscriptionCandidate candidate, ValidationContext<SubscriptionCandidate> context)
    {
        if (IsMutualTls(candidate) && Rfc3339.TryParse(candidate.Spec.EndingAt, out var end)
            && CertificateDates.EndsOf(candidate.ApplicationSpec.Settings?.Tls?.ClientCertificates) is { Count: > 0 } ends
            && ends.All(certificate => certificate <= end))
        {
            context.Fail("spec.endingAt", $"subscription ending date [{candidate.Spec.EndingAt}] is after all client certificate end dates in application [{candidate.ApplicationKey}]");
        }
    }

    private void CheckClient(SubscriptionCandidate candidate, ValidationContext<SubscriptionCandidate> context)
    {
        if (NeedsClientId(candidate) && candidate.ApplicationSpec.Settings is not ({ App: not null } or { OAuth: not null }))
        {
            context.Soft(_policy, CheckIds.Subscriptions, Application, $"application [{candidate.ApplicationKey}] has neither a client id nor OAuth settings: gateways will not recognise its tokens");
        }
    }

    private static bool NeedsClientId(SubscriptionCandidate candidate) =>
        candidate.Plan?.Security is PlanSecurities.Jwt or PlanSecurities.OAuth2;

    private static bool IsMutualTls(SubscriptionCandidate candidate) => candidate.Plan?.Security == PlanSecurities.MutualTls;

    private void FailCreation(ValidationContext<SubscriptionCandidate> context, string field, string message)
    {
        if (context.InstanceToValidate.IsUpdate)
        {
            context.Soft(_policy, CheckIds.Subscriptions, field, message);
        }
        else
        {
            context.Fail(field, message);
        }
    }
}
