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
    /// <summary>Most assessments on a page.</summary>
    private const int Most = 100;

    /// <summary><c>GET assessments</c>: a page, newest first; it starts behind the last row of the one before, so that what arrives meanwhile moves nothing.</summary>
    public static void Map(IEndpointRouteBuilder api, string scope) => api.MapGet("/assessments", ListAsync).RequireScope(scope)
        .WithName("listAssessments").WithTags(scope).WithSummary("Assessments of the key's account, newest first; the header Link leads on")
        .Produces<AssessmentPage>();

    /// <summary>What is asked for. A patient code is not among it: addresses end up in logs.</summary>
    internal sealed record Query
    {
        [FromQuery(Name = "from"), Description("First day in the clinic's time zone")]
        public DateOnly? From { get; init; }

        [FromQuery(Name = "to"), Description("Last day")]
        public DateOnly? To { get; init; }

        [FromQuery(Name = "atOrAbove"), Description("Only those that reached their threshold")]
        public bool? AtOrAbove { get; init; }

        [FromQuery(Name = "outcomeMissing"), Description("Only those without a confirmed diagnosis")]
        public bool? OutcomeMissing { get; init; }

        [FromQuery(Name = "source"), Choice(typeof(AssessmentSource)), Description("Only those that came in like this")]
        public string? Source { get; init; }

        [FromQuery(Name = "before"), Description("Only those older than this one: \"next\" of the page before")]
        public Guid? Before { get; init; }

        [Range(1, Most), FromQuery(Name = "limit"), Description("Assessments on a page, 1 to 100; 20 where it is not said")]
        public int? Limit { get; init; }
    }

    private static async Task<IResult> ListAsync([AsParameters] Query query, HttpContext http, HistoryStore store, ClinicClock clock, IStringLocalizer<ApiText> words)
    {
        if (Faults(query, words) is { Count: > 0 } faults) return new Problem(StatusCodes.Status422UnprocessableEntity) { Errors = faults };
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

    private static List<ApiError> Faults(Query query, IStringLocalizer words)
    {
        var faults = new List<ApiError>();
        Check("from", query.From);
        Check("to", query.To);
        if (query.Limit is < 1 or > Most) faults.Add(ApiError.OfParameter("limit", words["NotBetween", 1, Most]));
        if (faults.Count == 0 && query.From > query.To) faults.Add(ApiError.OfParameter("from", words["FromAfterTo"]));
        return faults;

        void Check(string name, DateOnly? day)
        {
            var (first, last) = DayBinder.Limits;
            if (day < first || day > last)
                faults.Add(ApiError.OfParameter(name, words["NotBetween", Iso(first), Iso(last)]));
        }
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>The address that was asked, behind another row.</summary>
    private static string Address(HttpRequest request, Guid before)
    {
        var rest = request.Query.Where(part => !string.Equals(part.Key, "before", StringComparison.OrdinalIgnoreCase));
        return $"{request.PathBase}{request.Path}{QueryString.Create(rest.Append(new("before", before.ToString())))}";
    }
}
