using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>Development patients in the same cell as a patient, and how many of them had the disease.</summary>
public sealed record PatientsLikeThis
{
    /// <summary>Number of patients in the cell.</summary>
    public required int Count { get; init; }

    /// <summary>Number of those patients with disease.</summary>
    public required int WithDisease { get; init; }

    /// <summary>95 % Wilson interval of the proportion with disease.</summary>
    public required ProbabilityRange Interval { get; init; }

    /// <summary>Whether the cell was merged with its neighbours because it had fewer than 20 patients.</summary>
    public required bool IsMerged { get; init; }

    /// <summary>Ages in the cell, in completed years, both ends inclusive.</summary>
    public required WholeRange AgeYears { get; init; }

    /// <summary>Systolic pressures in the cell in mmHg, both ends inclusive.</summary>
    public required WholeRange SystolicMmHg { get; init; }

    /// <summary>Sex of the patients in the cell, or null for both.</summary>
    public required Sex? Sex { get; init; }

    /// <summary>Cholesterol category of the patients in the cell, or null for all.</summary>
    public required LabLevel? Cholesterol { get; init; }
}

/// <summary>A range of whole numbers, both ends inclusive.</summary>
/// <param name="From">Lowest value.</param>
/// <param name="To">Highest value.</param>
public readonly record struct WholeRange(int From, int To);
