using System.ComponentModel;
using Cardio.Site.Web;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.OpenApi;
using Microsoft.AspNetCore.Mvc;

namespace Cardio.Site.Features.Assessments.Api;

internal static class OutcomeEndpoint
{
    /// <summary><c>PUT assessments/{id}/outcome</c>: the confirmed diagnosis; what it replaces stays in the history.</summary>
    public static void Map(IEndpointRouteBuilder api, string scope) => api.MapPut("/assessments/{id:guid}/outcome", PutAsync).RequireScope(scope)
        .WithName("putOutcome").WithTags(scope).WithSummary("Records the confirmed diagnosis of an assessment; If-Match guards one that is there")
        .Accepts<OutcomeInput>("application/json").Produces<AssessmentAnswer>()
        .WithMetadata(new Refusal(StatusCodes.Status412PreconditionFailed, "If-Match is not the present version."))
        .WithMetadata(new Refusal(StatusCodes.Status428PreconditionRequired, "There is an outcome already, and no If-Match."));

    private static async Task<IResult> PutAsync(
        Guid id, JsonBody<OutcomeInput> body, [FromHeader(Name = "If-Match"), Description("The ETag of the assessment as it was read; needed to replace an outcome")] string? ifMatch, HttpContext http, AssessmentStore assessments, OutcomeStore outcomes, TimeProvider time)
    {
        var doctor = http.User.AccountId();
        if (await assessments.FindAsync(id, doctor, http.RequestAborted) is not { } assessment) return new Problem(StatusCodes.Status404NotFound);
        if (body.Problem is { } problem) return problem;
        var current = (await outcomes.ViewAsync(id, doctor, http.RequestAborted)).Current;
        if (AssessmentVersion.Refusal(ifMatch, assessment, current) is { } refusal) return refusal;
        if (!body.Value.Repeats(current))
        {
            var outcome = Outcome.Of(body.Value, id, doctor, time.GetUtcNow(), current?.Id);
            if (!await outcomes.AddBehindAsync(outcome, current?.Id, http.User.Actor(), http.RequestAborted)) return new Problem(StatusCodes.Status412PreconditionFailed);
            current = outcome;
        }
        http.Request.Headers.IfMatch = default; // it was of the version before
        return AssessmentVersion.Answer(http, assessment, current);
    }
}
