using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.FollowUp;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>A row of the history: an assessment with its current decision and outcome.</summary>
public sealed record HistoryRow
{
    /// <summary>Identifier of the assessment; sorts by time.</summary>
    public Guid Id { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How the values were entered.</summary>
    public AssessmentSource Source { get; init; }

    /// <summary>Free code of the patient, or null.</summary>
    public string? PatientCode { get; init; }

    /// <summary>Age in completed years.</summary>
    public int AgeYears { get; init; }

    /// <summary>Sex.</summary>
    public Sex Sex { get; init; }

    /// <summary>Systolic blood pressure in mmHg.</summary>
    public int SystolicMmHg { get; init; }

    /// <summary>Diastolic blood pressure in mmHg.</summary>
    public int DiastolicMmHg { get; init; }

    /// <summary>Probability of disease at the training prevalence, 0 to 1.</summary>
    public double Probability { get; init; }

    /// <summary>Decision threshold at the time of the assessment, 0 to 1.</summary>
    public double DecisionThreshold { get; init; }

    /// <summary>The doctor's current decision, or null if none is recorded.</summary>
    public ReviewDecision? Decision { get; init; }

    /// <summary>The reason of the decision, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The confirmed diagnosis, or null if none is recorded.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>How the diagnosis was confirmed, or null.</summary>
    public string? Method { get; init; }

    /// <summary>Date of the diagnosis in the clinic's time zone, or null.</summary>
    public DateOnly? DiagnosedOn { get; init; }

    /// <summary>Whether the probability reaches the threshold.</summary>
    public bool IsAtOrAboveThreshold => Probability >= DecisionThreshold;
}

/// <summary>A page of the history.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Next">The last row, after which the next page starts; null on the last page.</param>
public sealed record HistoryPage(IReadOnlyList<HistoryRow> Rows, Guid? Next)
{
    /// <summary>
    /// The value of <see cref="HistoryFilter.Before"/> that returns this page again, even after new rows arrive; null if empty.
    /// </summary>
    public Guid? Start => Rows.Count == 0 ? null : Successor(Rows[0].Id);

    private static Guid Successor(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        for (var i = 15; i >= 0 && ++bytes[i] == 0; i--)
        {
        }
        return new(bytes, bigEndian: true);
    }
}
