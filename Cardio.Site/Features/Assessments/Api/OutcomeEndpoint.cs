using System.ComponentModel;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.Api;

internal static class OutcomeEndpoint
{
    /// <summary>
    /// Maps <c>PUT assessments/{id}/outcome</c>, which records the confirmed diagnosis and keeps earlier ones in its history.
    /// </summary>
    public static void Map(IEndpointRouteBuilder api, string scope) => api.MapPut("/assessments/{id:guid}/outcome", PutAsync)
        .RequireScope(scope).WithName("putOutcome").WithTags(scope)
        .WithSummary("Records the confirmed diagnosis of an assessment; replacing one requires If-Match")
        .Accepts<OutcomeInput>("application/json")
        .WithMetadata(new Refusal(StatusCodes.Status412PreconditionFailed, "If-Match is not the current version, or If-None-Match is."))
        .WithMetadata(new Refusal(StatusCodes.Status428PreconditionRequired, "An outcome is recorded, and If-Match is missing."));

    private static async Task<Results<Ok<AssessmentAnswer>, Problem>> PutAsync(
        Guid id, JsonBody<OutcomeInput> body,
        [FromHeader(Name = "If-Match"), Description("The ETag of the assessment; required to replace an outcome")]
        string? ifMatch,
        [FromHeader(Name = "If-None-Match"), Description("With *, the outcome is recorded only if none exists")]
        string? ifNoneMatch,
        HttpContext http, AssessmentStore assessments, OutcomeStore outcomes, TimeProvider time)
    {
        var doctor = http.User.AccountId();
        if (await assessments.FindAsync(id, doctor, http.RequestAborted) is not { } assessment)
            return new Problem(StatusCodes.Status404NotFound);
        if (body.Problem is { } problem) return problem;
        var current = (await outcomes.ViewAsync(id, doctor, http.RequestAborted)).Current;
        // A retry succeeds although its precondition no longer holds (RFC 9110, 13.1.1). If-None-Match stays strict.
        var isRetry = ifNoneMatch is null && body.Value.Repeats(current);
        var refusal = AssessmentVersion.Refusal(ifMatch, ifNoneMatch, assessment, current);
        if (refusal is not null && (!isRetry || refusal.StatusCode == StatusCodes.Status400BadRequest)) return refusal;
        if (!isRetry)
        {
            var outcome = Outcome.FromInput(body.Value, id, doctor, time.GetUtcNow(), current?.Id);
            if (!await outcomes.AddIfCurrentAsync(outcome, current?.Id, http.User.Actor(), http.RequestAborted))
                return new Problem(StatusCodes.Status412PreconditionFailed);
            current = outcome;
        }
        http.Response.Headers.ETag = AssessmentVersion.Create(assessment, current).ToString();
        return TypedResults.Ok(AssessmentAnswer.FromAssessment(assessment, current)); // never 304: the preconditions are those of a change
    }
}
