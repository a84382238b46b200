using System.Text.Json;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Web.Api;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>Entity tags of assessments for conditional requests. The tag names the current outcome, the only part that changes.</summary>
internal static class AssessmentVersion
{
    /// <summary>Creates the entity tag.</summary>
    public static EntityTagHeaderValue Create(Assessment assessment, Outcome? outcome) => new($"\"{outcome?.Id ?? assessment.Id:N}\"");

    /// <summary>Returns the assessment with its tag, or 304 if the client has this version.</summary>
    public static IResult Answer(HttpContext http, Assessment assessment, Outcome? outcome)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return Results.Bytes(
            JsonSerializer.SerializeToUtf8Bytes(AssessmentAnswer.FromAssessment(assessment, outcome), json),
            "application/json; charset=utf-8",
            entityTag: Create(assessment, outcome));
    }

    /// <summary>
    /// Checks the preconditions of a change (RFC 9110, 13.2.2); returns null if they hold. The first outcome needs no precondition;
    /// <c>If-None-Match: *</c> requires that none is recorded. Replacing an outcome requires <c>If-Match</c>.
    /// </summary>
    public static Problem? Refusal(string? ifMatch, string? ifNoneMatch, Assessment assessment, Outcome? outcome)
    {
        if (!TryRead(ifMatch, out var wanted) || !TryRead(ifNoneMatch, out var unwanted))
            return new(StatusCodes.Status400BadRequest, "TagMalformed");
        if (wanted is not null && !wanted.Any(tag => IsAny(tag) || IsTagOf(tag, assessment, outcome)))
            return new(StatusCodes.Status412PreconditionFailed);
        if (unwanted is not null && unwanted.Any(tag => IsAny(tag) ? outcome is not null : IsTagOf(tag, assessment, outcome)))
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
    /// Whether a tag names this version. Compressing proxies mark tags as weak or append a dash or semicolon and the name of the
    /// encoding; such a tag still names the same version.
    /// </summary>
    private static bool IsTagOf(EntityTagHeaderValue tag, Assessment assessment, Outcome? outcome) =>
        tag.Tag.Value!.Trim('"').Split('-', ';')[0] == Create(assessment, outcome).Tag.Value!.Trim('"');
}
