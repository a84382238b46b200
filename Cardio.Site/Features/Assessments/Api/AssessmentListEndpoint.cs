using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.History;
using Cardio.Site.Web.Api;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Api;

internal static class AssessmentListEndpoint
{
    /// <summary>Maximum number of assessments per page.</summary>
    private const int MaximumLimit = 100;

    /// <summary>
    /// Maps <c>GET assessments</c>. Pages continue after the last row of the previous page, so new rows do not shift them.
    /// </summary>
    public static void Map(IEndpointRouteBuilder api, string scope) => api.MapGet("/assessments", ListAsync)
        .RequireScope(scope).WithName("listAssessments").WithTags(scope)
        .WithSummary("Lists the assessments of the key's account, newest first; the Link header names the next page")
        .Produces<AssessmentPage>();

    /// <summary>Query parameters. A patient code is not one of them, because URLs are logged.</summary>
    internal sealed record Query
    {
        [FromQuery(Name = "from"), Description("First day in the clinic's time zone")]
        public DateOnly? From { get; init; }

        [FromQuery(Name = "to"), Description("Last day")]
        public DateOnly? To { get; init; }

        [FromQuery(Name = "atOrAbove"), Description("Only those at or above their threshold")]
        public bool? AtOrAbove { get; init; }

        [FromQuery(Name = "outcomeMissing"), Description("Only those without a confirmed diagnosis")]
        public bool? OutcomeMissing { get; init; }

        [FromQuery(Name = "source"), Choice(typeof(AssessmentSource)), Description("Only those from this source")]
        public string? Source { get; init; }

        [FromQuery(Name = "before"), Description("Only those older than this one; use \"next\" of the previous page")]
        public Guid? Before { get; init; }

        [Range(1, MaximumLimit), FromQuery(Name = "limit"), Description("Assessments per page, 1 to 100; default 20")]
        public int? Limit { get; init; }
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] Query query, HttpContext http, HistoryStore store, ClinicClock clock, IStringLocalizer<ApiText> words)
    {
        if (Validate(query, words) is { Count: > 0 } errors)
            return new Problem(StatusCodes.Status422UnprocessableEntity) { Errors = errors };
        var filter = new HistoryFilter
        {
            From = clock.Start(query.From ?? DayBinder.Limits.From),
            Until = clock.Start((query.To ?? DayBinder.Limits.To).AddDays(1)),
            AtOrAbove = query.AtOrAbove ?? false,
            OutcomeMissing = query.OutcomeMissing ?? false,
            Source = (AssessmentSource?)JsonValue.Read(query.Source, typeof(AssessmentSource)),
            Before = query.Before,
            Limit = query.Limit ?? HistoryStore.PageSize,
        };
        var page = await store.ListAsync(http.User.AccountId(), filter, http.RequestAborted);
        if (page.Next is { } next) http.Response.Headers.Link = $"<{Address(http.Request, next)}>; rel=\"next\"";
        return TypedResults.Ok(new AssessmentPage(page.Rows, page.Next));
    }

    private static List<ApiError> Validate(Query query, IStringLocalizer words)
    {
        var errors = new List<ApiError>();
        Check("from", query.From);
        Check("to", query.To);
        if (query.Limit is < 1 or > MaximumLimit) errors.Add(ApiError.FromParameter("limit", words["NotBetween", 1, MaximumLimit]));
        if (errors.Count == 0 && query.From > query.To) errors.Add(ApiError.FromParameter("from", words["FromAfterTo"]));
        return errors;

        void Check(string name, DateOnly? day)
        {
            var (first, last) = DayBinder.Limits;
            if (day < first || day > last)
                errors.Add(ApiError.FromParameter(name, words["NotBetween", Iso(first), Iso(last)]));
        }
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The requested URL with another <c>before</c>.</summary>
    private static string Address(HttpRequest request, Guid before)
    {
        var rest = request.Query.Where(part => !string.Equals(part.Key, "before", StringComparison.OrdinalIgnoreCase));
        return $"{request.PathBase}{request.Path}{QueryString.Create(rest.Append(new("before", before.ToString())))}";
    }
}
