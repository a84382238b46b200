using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace Cardio.Site.Features.Dashboard.Filters;

/// <summary>Periods relative to today.</summary>
internal enum Preset
{
    /// <summary>The last 7 days.</summary>
    Last7,

    /// <summary>The last 30 days.</summary>
    Last30,

    /// <summary>The last 90 days.</summary>
    Last90,

    /// <summary>This month up to today.</summary>
    ThisMonth,

    /// <summary>The previous month.</summary>
    LastMonth,

    /// <summary>The last 365 days.</summary>
    Last365,
}

/// <summary>Length of a point of a series over time.</summary>
internal enum Step
{
    /// <summary>One day.</summary>
    Day,

    /// <summary>One week, starting on Monday.</summary>
    Week,

    /// <summary>One month.</summary>
    Month,
}

/// <summary>The filter of the dashboard, stored in the address.</summary>
/// <param name="Period">The period.</param>
/// <param name="Preset">The preset of the period, or null for a custom period.</param>
/// <param name="Doctor">The doctor, or null for all.</param>
/// <param name="Sex">Sex of the patients, or null for all.</param>
/// <param name="AgeBand">Age band of the patients, or null for all.</param>
/// <param name="Step">Length of a point over time.</param>
internal sealed record Filter(Period Period, Preset? Preset, Guid? Doctor, Sex? Sex, AgeBand? AgeBand, Step Step)
{
    /// <summary>The default preset.</summary>
    public const Preset Default = Cardio.Site.Features.Dashboard.Filters.Preset.Last30;

    /// <summary>The chosen step, or null if it follows the period.</summary>
    public Step? ChosenStep { get; init; }

    /// <summary>Seconds between automatic refreshes, or null for none.</summary>
    public int? RefreshSeconds { get; init; }

    /// <summary>Whether to lay the page out for a wall display.</summary>
    public bool Wall { get; init; }

    /// <summary>Returns the days of a preset.</summary>
    public static Period PeriodOf(Preset preset, DateOnly today) => preset switch
    {
        Cardio.Site.Features.Dashboard.Filters.Preset.Last7 => new(today.AddDays(-6), today),
        Cardio.Site.Features.Dashboard.Filters.Preset.Last30 => new(today.AddDays(-29), today),
        Cardio.Site.Features.Dashboard.Filters.Preset.Last90 => new(today.AddDays(-89), today),
        Cardio.Site.Features.Dashboard.Filters.Preset.ThisMonth => new(today.FirstOfMonth(), today),
        Cardio.Site.Features.Dashboard.Filters.Preset.LastMonth => Period.Month(today.FirstOfMonth().AddDays(-1)),
        _ => new(today.AddDays(-364), today),
    };

    /// <summary>Chooses the step for the length of a period.</summary>
    public static Step StepFor(Period period) => period.Length switch
    {
        <= 92 => Step.Day,
        <= 400 => Step.Week,
        _ => Step.Month,
    };

    /// <summary>Returns the first day of the point that contains a day.</summary>
    public DateOnly PointOf(DateOnly day) => Step switch
    {
        Step.Day => day,
        Step.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        _ => day.FirstOfMonth(),
    };

    /// <summary>Returns the address of a page with this filter.</summary>
    /// <param name="path">The page.</param>
    /// <param name="isFixed">Whether to write the days of a preset, so that the address shows the same days tomorrow.</param>
    /// <param name="more">Additional query parameters; null values are left out.</param>
    public string Address(string path, bool isFixed = false, params (string Name, string? Value)[] more)
    {
        var query = new Dictionary<string, string?>();
        if (Preset is { } preset && !isFixed)
        {
            if (preset != Default) query["preset"] = EnumText.Format(preset);
        }
        else
        {
            query["from"] = Period.From.ToString(DayBinder.Format, CultureInfo.InvariantCulture);
            query["to"] = Period.To.ToString(DayBinder.Format, CultureInfo.InvariantCulture);
        }
        query["doctor"] = Doctor?.ToString();
        query["sex"] = Name(Sex);
        query["age"] = Name(AgeBand);
        query["by"] = Name(ChosenStep);
        query["refresh"] = RefreshSeconds?.ToString(CultureInfo.InvariantCulture);
        query["wall"] = Wall ? "true" : null;
        foreach (var (name, value) in more) query[name] = value;
        return QueryHelpers.AddQueryString(path, query.Where(part => part.Value is not null));
    }

    /// <summary>Returns a value as a query parameter, or null.</summary>
    public static string? Name<T>(T? choice)
        where T : struct, Enum => choice is { } chosen ? EnumText.Format(chosen) : null;
}
