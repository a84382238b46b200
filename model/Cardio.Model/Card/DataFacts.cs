using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>Describes the development data of a model.</summary>
public sealed record DataFacts
{
    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Number of rows in the file.</summary>
    public required int Rows { get; init; }

    /// <summary>Number of rows within the hard limits; the model was fitted on these.</summary>
    public required int RowsUsed { get; init; }

    /// <summary>Proportion of the used rows with disease, 0 to 1.</summary>
    public required double Prevalence { get; init; }

    /// <summary>Number of cross-validation folds; rows with equal inputs share a fold.</summary>
    public required int Folds { get; init; }

    /// <summary>Number of rows outside a hard limit, mostly typing errors.</summary>
    public required int RowsOutsideLimits { get; init; }

    /// <summary>Number of rows with a systolic pressure below the diastolic pressure.</summary>
    public required int RowsSystolicBelowDiastolic { get; init; }

    /// <summary>Number of rows with a diastolic pressure above 200 mmHg.</summary>
    public required int RowsDiastolicAbove200 { get; init; }

    /// <summary>Number of rows that repeat an earlier row in every column except the id.</summary>
    public required int DuplicateRows { get; init; }

    /// <summary>Number of groups of used rows with equal inputs, with age in completed years.</summary>
    public required int EqualInputGroups { get; init; }

    /// <summary>Number of those groups whose rows have different labels.</summary>
    public required int EqualInputGroupsInDisagreement { get; init; }

    /// <summary>Proportion of the used rows whose systolic pressure ends in 0, 0 to 1.</summary>
    public required double ShareSystolicEndingInZero { get; init; }

    /// <summary>Proportion of the used rows with exactly 120/80 mmHg, 0 to 1.</summary>
    public required double ShareExactly120Over80 { get; init; }

    /// <summary>Number of used rows of patients younger than 39 years.</summary>
    public required int RowsUnder39Years { get; init; }
}

/// <summary>Summarizes the distribution of one input in the development data.</summary>
public sealed record InputDistribution
{
    /// <summary>Name of the input, with its unit, as in <see cref="PatientFeatures"/>.</summary>
    public required string Input { get; init; }

    /// <summary>Smallest value.</summary>
    public required double Minimum { get; init; }

    /// <summary>1st percentile.</summary>
    public required double Percentile1 { get; init; }

    /// <summary>Median.</summary>
    public required double Median { get; init; }

    /// <summary>99th percentile.</summary>
    public required double Percentile99 { get; init; }

    /// <summary>Largest value.</summary>
    public required double Maximum { get; init; }

    /// <summary>Lower edges of ten equal-frequency bins, fewer where values repeat. Drift is measured over them.</summary>
    public required IReadOnlyList<double> BinEdges { get; init; }

    /// <summary>Proportion of the patients in each bin, 0 to 1.</summary>
    public required IReadOnlyList<double> BinShares { get; init; }
}
