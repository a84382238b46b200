using System.Text.Json;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>The version of an assessment with its outcome, for conditional requests: only the outcome ever changes.</summary>
internal static class AssessmentVersion
{
    /// <summary>The entity's tag.</summary>
    public static EntityTagHeaderValue Create(Assessment assessment, Outcome? outcome) => new($"\"{outcome?.Id ?? assessment.Id:N}\"");

    /// <summary>The assessment with its tag, or 304 where the program has this version.</summary>
    public static IResult Answer(HttpContext http, Assessment assessment, Outcome? outcome)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return Results.Bytes(
            JsonSerializer.SerializeToUtf8Bytes(AssessmentAnswer.FromAssessment(assessment, outcome), json), "application/json; charset=utf-8", entityTag: Create(assessment, outcome));
    }

    /// <summary>
    /// Refuses a change whose conditions do not hold (RFC 9110, 13.2.2); null where it may be made. The first outcome needs no condition,
    /// <c>If-None-Match: *</c> asks that there is none yet. Only <c>If-Match</c> lets an outcome be replaced.
    /// </summary>
    public static Problem? Refusal(string? ifMatch, string? ifNoneMatch, Assessment assessment, Outcome? outcome)
    {
        if (!TryRead(ifMatch, out var wanted) || !TryRead(ifNoneMatch, out var unwanted))
            return new(StatusCodes.Status400BadRequest, "TagMalformed");
        if (wanted is not null && !wanted.Any(tag => IsAny(tag) || IsOf(tag, assessment, outcome)))
            return new(StatusCodes.Status412PreconditionFailed);
        if (unwanted is not null && unwanted.Any(tag => IsAny(tag) ? outcome is not null : IsOf(tag, assessment, outcome)))
            return new(StatusCodes.Status412PreconditionFailed);
        return wanted is null && outcome is not null ? new(StatusCodes.Status428PreconditionRequired) : null;
    }

    private static bool TryRead(string? header, out IList<EntityTagHeaderValue>? tags)
    {
        tags = null;
        return header is null || EntityTagHeaderValue.TryParseList([header], out tags);
    }

    private static bool IsAny(EntityTagHeaderValue tag) => tag.Equals(EntityTagHeaderValue.Any);

    /// <summary>
    /// Whether a tag is that of a version. Proxies that compress mark the tags they pass on as weak or add the name of their coding
    /// behind a dash or a semicolon; the version is the same.
    /// </summary>
    private static bool IsOf(EntityTagHeaderValue tag, Assessment assessment, Outcome? outcome) =>
        tag.Tag.Value!.Trim('"').Split('-', ';')[0] == Create(assessment, outcome).Tag.Value!.Trim('"');
}
