using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.FollowUp;

namespace Cardio.Site.Features.Assessments.History;

/// <summary>One line of the history: an assessment with the decision and the outcome that hold.</summary>
public sealed record HistoryRow
{
    /// <summary>Identifier of the assessment, in the order of time.</summary>
    public Guid Id { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>How its values came in.</summary>
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

    /// <summary>Decision threshold that was set, 0 to 1.</summary>
    public double DecisionThreshold { get; init; }

    /// <summary>The doctor's decision, or null where there is none yet.</summary>
    public ReviewDecision? Decision { get; init; }

    /// <summary>The reason of the decision, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The confirmed diagnosis, or null where it is missing.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>How it was confirmed, or null.</summary>
    public string? Method { get; init; }

    /// <summary>The day of the diagnosis in the clinic, or null.</summary>
    public DateOnly? DiagnosedOn { get; init; }

    /// <summary>Whether the probability reaches the threshold.</summary>
    public bool IsAtOrAboveThreshold => Probability >= DecisionThreshold;
}

/// <summary>A page of the history.</summary>
/// <param name="Rows">Newest first.</param>
/// <param name="Next">Where the older ones start, or null where there are none.</param>
public sealed record HistoryPage(IReadOnlyList<HistoryRow> Rows, Guid? Next)
{
    /// <summary>Where this very page starts, whatever arrives meanwhile; null where it is empty.</summary>
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
