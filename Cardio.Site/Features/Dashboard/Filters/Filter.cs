using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Web.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace Cardio.Site.Features.Dashboard.Filters;

/// <summary>Periods that go with the calendar; an address with one of them means another period every day.</summary>
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

    /// <summary>The month before.</summary>
    LastMonth,

    /// <summary>The last 365 days.</summary>
    Last365,
}

/// <summary>What a point of a series over time stands for.</summary>
internal enum Step
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A week from Monday on.</summary>
    Week,

    /// <summary>A month.</summary>
    Month,
}

/// <summary>What the dashboard shows. It stands in the address.</summary>
/// <param name="Period">The days.</param>
/// <param name="Preset">The preset that they come from, or null where they were chosen one by one.</param>
/// <param name="Doctor">Only this doctor's, or null.</param>
/// <param name="Sex">Only patients of this sex, or null.</param>
/// <param name="AgeBand">Only those of this age band, or null.</param>
/// <param name="Step">What a point over time stands for.</param>
internal sealed record Filter(Period Period, Preset? Preset, Guid? Doctor, Sex? Sex, AgeBand? AgeBand, Step Step)
{
    /// <summary>The preset where nothing is chosen.</summary>
    public const Preset Default = Cardio.Site.Features.Dashboard.Filters.Preset.Last30;

    /// <summary>The step that was chosen, or null where it follows the length.</summary>
    public Step? ChosenStep { get; init; }

    /// <summary>Seconds after which the page asks for new figures, or null.</summary>
    public int? RefreshSeconds { get; init; }

    /// <summary>Whether it is drawn for a screen on a wall.</summary>
    public bool Wall { get; init; }

    /// <summary>The days of a preset.</summary>
    public static Period PeriodOf(Preset preset, DateOnly today) => preset switch
    {
        Cardio.Site.Features.Dashboard.Filters.Preset.Last7 => new(today.AddDays(-6), today),
        Cardio.Site.Features.Dashboard.Filters.Preset.Last30 => new(today.AddDays(-29), today),
        Cardio.Site.Features.Dashboard.Filters.Preset.Last90 => new(today.AddDays(-89), today),
        Cardio.Site.Features.Dashboard.Filters.Preset.ThisMonth => new(today.FirstOfMonth(), today),
        Cardio.Site.Features.Dashboard.Filters.Preset.LastMonth => Period.Month(today.FirstOfMonth().AddDays(-1)),
        _ => new(today.AddDays(-364), today),
    };

    /// <summary>The step that a period of this length reads well in.</summary>
    public static Step StepFor(Period period) => period.Length switch
    {
        <= 92 => Step.Day,
        <= 400 => Step.Week,
        _ => Step.Month,
    };

    /// <summary>The first day of the point that a day belongs to.</summary>
    public DateOnly PointOf(DateOnly day) => Step switch
    {
        Step.Day => day,
        Step.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        _ => day.FirstOfMonth(),
    };

    /// <summary>The address that shows the same again.</summary>
    /// <param name="path">The page.</param>
    /// <param name="isFixed">Whether it names the days of a preset, so that it shows the same days tomorrow.</param>
    /// <param name="more">What the page adds; null is left out.</param>
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

    /// <summary>A choice as it stands in an address, or null.</summary>
    public static string? Name<T>(T? choice)
        where T : struct, Enum => choice is { } chosen ? EnumText.Format(chosen) : null;
}
