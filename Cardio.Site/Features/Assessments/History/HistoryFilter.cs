using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>Selects a doctor's assessments; an unset property does not filter.</summary>
internal sealed record HistoryFilter
{
    /// <summary>Part of a patient code, or null.</summary>
    public string? Code { get; init; }

    /// <summary>Earliest time of an assessment, inclusive.</summary>
    public DateTimeOffset From { get; init; }

    /// <summary>Latest time of an assessment, exclusive.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>Only those that reached their threshold.</summary>
    public bool AtOrAbove { get; init; }

    /// <summary>Only those without a confirmed diagnosis.</summary>
    public bool OutcomeMissing { get; init; }

    /// <summary>Only those from this source, or null.</summary>
    public AssessmentSource? Source { get; init; }

    /// <summary>Only those older than this assessment, or null.</summary>
    public Guid? Before { get; init; }

    /// <summary>Maximum number of rows.</summary>
    public int Limit { get; init; } = HistoryStore.PageSize;
}
