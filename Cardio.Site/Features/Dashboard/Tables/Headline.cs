using System.Globalization;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Usage;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Tables;

/// <summary>A figure at the top of a page with its change.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Value">The figure.</param>
/// <param name="Change">The difference to the previous period, or a note that there is none.</param>
internal sealed record Headline(string Title, string Value, string Change)
{
    /// <summary>Creates the figures of the usage, compared with the previous period.</summary>
    public static IEnumerable<Headline> Create(UsageSummary now, UsageSummary before, IStringLocalizer<DashboardText> words)
    {
        var (total, past) = (now.Total, before.Total);
        yield return Count("Assessments", Seen(total.Assessments), Seen(past.Assessments));
        yield return Count(
            "ActiveDoctors", (now.ByDoctor.Count, SmallCellSuppression.IsSmall(total.Assessments)),
            (before.ByDoctor.Count, SmallCellSuppression.IsSmall(past.Assessments)));
        yield return Seconds(now.Form, before.Form);
        yield return Share("ShareAtOrAbove", total[Counters.AtOrAbove], past[Counters.AtOrAbove]);
        yield return Mean();
        yield return Share("ShareUnusual", total[Counters.Unusual], past[Counters.Unusual]);
        yield return Share("ShareLabsNotMeasured", total[Counters.LabsNotMeasured], past[Counters.LabsNotMeasured]);
        if (now.Refused is { } refused) yield return Count("Refused", (refused, false), (before.Refused ?? 0, false));

        (long, bool) Seen(long count) => (count, SmallCellSuppression.IsSmall(count));

        Headline Count(string title, (long Count, bool IsHidden) value, (long Count, bool IsHidden) earlier) => new(
            words[title],
            value.IsHidden ? words["Hidden"] : value.Count.ToString("N0", CultureInfo.CurrentCulture),
            value.IsHidden || earlier.IsHidden ? words["BeforeHidden"] : CountChange(value.Count, earlier.Count));

        string CountChange(long count, long earlier) => earlier == 0
            ? words["BeforeNone"]
            : words["BeforeCount", earlier.ToString("N0", CultureInfo.CurrentCulture), Signed(count - earlier, "N0"),
                $"{Signed(Math.Round(100.0 * (count - earlier) / earlier), "N0")}%"];

        Headline Share(string title, long part, long earlierPart)
        {
            var isHidden = SmallCellSuppression.IsSmallShare(part, total.Assessments);
            var isEarlierHidden = SmallCellSuppression.IsSmallShare(earlierPart, past.Assessments);
            return Points(title, isHidden, isEarlierHidden, (double)part / total.Assessments, (double)earlierPart / past.Assessments);
        }

        Headline Mean() => Points(
            "MeanProbability", SmallCellSuppression.IsSmall(total.Assessments), SmallCellSuppression.IsSmall(past.Assessments),
            total[Counters.ProbabilitySum] / total.Assessments, past[Counters.ProbabilitySum] / past.Assessments);

        Headline Points(string title, bool isHidden, bool isEarlierHidden, double share, double earlier) => new(
            words[title],
            total.Assessments == 0 ? words["NoData"] : isHidden ? words["Hidden"] : Percent.Share(share),
            past.Assessments == 0 ? words["BeforeNone"] : isHidden || isEarlierHidden || total.Assessments == 0 ? words["BeforeHidden"]
                : words["BeforeShare", Percent.Share(earlier), Percent.Change(earlier, share)]);

        Headline Seconds(MedianSeconds form, MedianSeconds earlier) => new(
            words["MedianSeconds"],
            form.Seconds is not { } seconds ? words["NoData"]
                : SmallCellSuppression.IsSmall(form.Forms) ? words["Hidden"]
                : words["Seconds", seconds],
            earlier.Seconds is not { } past || form.Seconds is not { } current ? words["BeforeNone"]
                : SmallCellSuppression.IsSmall(form.Forms) || SmallCellSuppression.IsSmall(earlier.Forms) ? words["BeforeHidden"]
                : words["BeforeSeconds", past, Signed(current - past, "N0")]);
    }

    private static string Signed(double difference, string format) =>
        (difference > 0 ? "+" : "") + difference.ToString(format, CultureInfo.CurrentCulture).Replace('-', '−');
}
