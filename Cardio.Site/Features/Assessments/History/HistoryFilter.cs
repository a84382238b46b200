using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>Which of the doctor's assessments are shown; what is not set lets everything through.</summary>
internal sealed record HistoryFilter
{
    /// <summary>Part of a patient code, or null.</summary>
    public string? Code { get; init; }

    /// <summary>From this instant on.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Before this instant.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Only those that reached their threshold.</summary>
    public bool AtOrAbove { get; init; }

    /// <summary>Only those without a confirmed diagnosis.</summary>
    public bool OutcomeMissing { get; init; }

    /// <summary>Only those that came in like this, or null.</summary>
    public AssessmentSource? Source { get; init; }

    /// <summary>Only those older than this row, or null.</summary>
    public Guid? Before { get; init; }

    /// <summary>Most rows of a page.</summary>
    public int Limit { get; init; } = HistoryStore.PageSize;
}
