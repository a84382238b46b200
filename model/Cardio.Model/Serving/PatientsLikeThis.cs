using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>How many of the development data's patients in the same cell had the disease.</summary>
public sealed record PatientsLikeThis
{
    /// <summary>Patients in the cell.</summary>
    public required int Count { get; init; }

    /// <summary>Of these, how many had the disease.</summary>
    public required int WithDisease { get; init; }

    /// <summary>95 % Wilson interval of their share.</summary>
    public required ProbabilityRange Interval { get; init; }

    /// <summary>Whether the cell was merged with its neighbours because it held fewer than 20 patients.</summary>
    public required bool IsMerged { get; init; }

    /// <summary>Ages covered, completed years, both ends inclusive.</summary>
    public required WholeRange AgeYears { get; init; }

    /// <summary>Systolic pressures covered in mmHg, both ends inclusive.</summary>
    public required WholeRange SystolicMmHg { get; init; }

    /// <summary>Sex covered, or null where both are.</summary>
    public required Sex? Sex { get; init; }

    /// <summary>Cholesterol class covered, or null where all are.</summary>
    public required LabLevel? Cholesterol { get; init; }
}

/// <summary>A range of whole numbers, both ends inclusive.</summary>
/// <param name="From">Lowest.</param>
/// <param name="To">Highest.</param>
public readonly record struct WholeRange(int From, int To);
