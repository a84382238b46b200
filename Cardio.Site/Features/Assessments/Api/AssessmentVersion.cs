using System.Text.Json;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>The version of an assessment with its outcome, for conditional requests: only the outcome ever changes.</summary>
internal static class AssessmentVersion
{
    /// <summary>The entity's tag.</summary>
    public static EntityTagHeaderValue Of(Assessment assessment, Outcome? outcome) => new($"\"{outcome?.Id ?? assessment.Id:N}\"");

    /// <summary>The assessment with its tag, or 304 where the program has this version.</summary>
    public static IResult Answer(HttpContext http, Assessment assessment, Outcome? outcome)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return Results.Bytes(
            JsonSerializer.SerializeToUtf8Bytes(AssessmentAnswer.Of(assessment, outcome), json), "application/json; charset=utf-8", entityTag: Of(assessment, outcome));
    }

    /// <summary>Refuses a change that was not asked of the present version; the first outcome needs no condition. Null where all is well.</summary>
    public static Problem? Refusal(string? ifMatch, Assessment assessment, Outcome? outcome)
    {
        if (ifMatch is null) return outcome is null ? null : new(StatusCodes.Status428PreconditionRequired);
        return EntityTagHeaderValue.TryParseList([ifMatch], out var wanted)
            && wanted.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(Of(assessment, outcome), useStrongComparison: true))
                ? null
                : new(StatusCodes.Status412PreconditionFailed);
    }
}
