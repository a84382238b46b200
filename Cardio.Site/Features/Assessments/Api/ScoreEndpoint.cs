using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments.Api;

internal static class ScoreEndpoint
{
    private const int BodyBytes = 1024 * 1024;

    /// <summary>Maps <c>POST scores</c>, which scores several patients and stores nothing.</summary>
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/scores", Score)
        .RequireScope("scores").WithMetadata(new BodyLimit(BodyBytes))
        .WithName("scorePatients").WithTags("scores").WithSummary("Scores up to 1,000 patients; nothing is stored")
        .Accepts<ScoreRequest>("application/json");

    private static Results<Ok<ScoreList>, Problem> Score(
        JsonBody<ScoreRequest> body, HttpContext http, ServedModel served, RejectedInputCounter refused,
        IOptionsMonitor<ClinicOptions> clinic, TimeProvider time, SiteMetrics metrics)
    {
        if (served.Current is not { } model) return new Problem(StatusCodes.Status503ServiceUnavailable, "ModelUnavailable");
        if (body.Problem is { } problem)
        {
            refused.Add(AssessmentSource.Api, http.User.AccountId());
            return problem;
        }
        return TypedResults.Ok(new ScoreList([.. body.Value.Patients.Select(Answer)]));

        AssessmentAnswer Answer(PatientRequest values)
        {
            var patient = values.ToFeatures();
            var explanation = metrics.Timed(() => model.Explain(patient));
            return AssessmentAnswer.FromUnstored(Assessment.Create(
                patient, values.ParsedCode, AssessmentSource.Api, explanation, model, clinic.CurrentValue,
                http.User.AccountId(), time.GetUtcNow()));
        }
    }
}
