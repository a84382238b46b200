using System.ComponentModel;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.Hosting;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>API endpoints for assessments. A client sees those of its key's account.</summary>
internal static class AssessmentEndpoints
{
    private const string Scope = "assessments";

    /// <summary>Maps all endpoints.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/assessments", PostAsync).RequireScope(Scope)
            .WithName("createAssessment").WithTags(Scope).WithSummary("Assesses a patient and stores the assessment")
            .Accepts<PatientRequest>("application/json")
            .WithMetadata(new Refusal(StatusCodes.Status409Conflict, "A request with this Idempotency-Key is still being processed."))
            .WithMetadata(new Refusal(StatusCodes.Status410Gone, "The assessment created with this Idempotency-Key has been erased."))
            .WithMetadata(new Refusal(
                StatusCodes.Status422UnprocessableEntity,
                "Values are missing or invalid, with an error each; or the Idempotency-Key was used for another request."));
        api.MapGet("/assessments/{id:guid}", GetAsync).RequireScope(Scope)
            .WithName("getAssessment").WithTags(Scope).WithSummary("Returns an assessment with its outcome")
            .Produces<AssessmentAnswer>().Produces(StatusCodes.Status304NotModified);
        AssessmentListEndpoint.Map(api, Scope);
        OutcomeEndpoint.Map(api, Scope);
    }

    private static async Task<Results<Created<AssessmentAnswer>, Problem>> PostAsync(
        JsonBody<PatientRequest> body, [FromHeader(Name = IdempotencyKey.Header), Description(IdempotencyKey.Meaning)] string? key,
        HttpContext http, ServedModel served, AssessmentStore store, AssessmentWriter writer, RejectedInputCounter refused,
        IOptionsMonitor<ClinicOptions> clinic, TimeProvider time, SiteMetrics metrics)
    {
        if (served.Current is not { } model) return new Problem(StatusCodes.Status503ServiceUnavailable, "ModelUnavailable");
        if (body.Problem is { } problem)
        {
            refused.Add(AssessmentSource.Api, http.User.AccountId());
            return problem;
        }
        using var idempotency = IdempotencyKey.Begin(http, key);
        if (idempotency.Problem is { } conflict) return conflict;

        var patient = body.Value.ToFeatures();
        var explanation = metrics.Timed(() => model.Explain(patient));
        var assessment = Assessment.Create(
            patient, body.Value.ParsedCode, AssessmentSource.Api, explanation, model, clinic.CurrentValue,
            http.User.AccountId(), time.GetUtcNow());
        if (await writer.AddOnceAsync(assessment, idempotency.Identify(body.Bytes), http.User.Actor(), http.RequestAborted))
        {
            metrics.Assessed(assessment.ModelVersion);
            return Created(http, assessment);
        }

        var (id, reused) = await idempotency.ReplayAsync();
        if (reused is not null) return reused;
        return await store.FindAsync(id, http.User.AccountId(), http.RequestAborted) is { } earlier
            ? Created(http, earlier)
            : new Problem(StatusCodes.Status410Gone);
    }

    private static async Task<IResult> GetAsync(Guid id, HttpContext http, AssessmentStore store, OutcomeStore outcomes, AuditTrail trail)
    {
        if (await store.FindAsync(id, http.User.AccountId(), http.RequestAborted) is not { } assessment)
            return new Problem(StatusCodes.Status404NotFound);
        await trail.RecordReadingAsync(new(http.User.Actor(), AuditAction.AssessmentViewed, id.ToString()), http.RequestAborted);
        var outcome = (await outcomes.ViewAsync(id, assessment.DoctorId, http.RequestAborted)).Current;
        return AssessmentVersion.Answer(http, assessment, outcome);
    }

    private static Created<AssessmentAnswer> Created(HttpContext http, Assessment assessment)
    {
        http.Response.Headers.ETag = AssessmentVersion.Create(assessment, null).ToString();
        return TypedResults.Created($"{ApiGroup.Base}/assessments/{assessment.Id}", AssessmentAnswer.FromAssessment(assessment, null));
    }
}
