using Cardio.Model.Patients;

namespace Cardio.Model.Card;

/// <summary>The development data behind a model.</summary>
public sealed record DataFacts
{
    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Rows of the file.</summary>
    public required int Rows { get; init; }

    /// <summary>Rows within the hard limits, which the model learned from.</summary>
    public required int RowsUsed { get; init; }

    /// <summary>Share with disease among the rows used, 0 to 1.</summary>
    public required double Prevalence { get; init; }

    /// <summary>Folds of the cross-validation; rows of equal inputs share a fold.</summary>
    public required int Folds { get; init; }

    /// <summary>Rows that break a hard limit, mostly typing errors.</summary>
    public required int RowsOutsideLimits { get; init; }

    /// <summary>Of these, rows with a systolic pressure below the diastolic one.</summary>
    public required int RowsSystolicBelowDiastolic { get; init; }

    /// <summary>Of these, rows with a diastolic pressure above 200 mmHg.</summary>
    public required int RowsDiastolicAbove200 { get; init; }

    /// <summary>Rows that repeat an earlier row in every column but the id.</summary>
    public required int DuplicateRows { get; init; }

    /// <summary>Groups of rows used whose inputs, age in completed years, are equal.</summary>
    public required int EqualInputGroups { get; init; }

    /// <summary>Of these, groups whose rows disagree on the disease.</summary>
    public required int EqualInputGroupsInDisagreement { get; init; }

    /// <summary>Share of the rows used whose systolic pressure ends in 0, 0 to 1.</summary>
    public required double ShareSystolicEndingInZero { get; init; }

    /// <summary>Share of the rows used with exactly 120/80 mmHg, 0 to 1.</summary>
    public required double ShareExactly120Over80 { get; init; }

    /// <summary>Rows used of patients under 39 years.</summary>
    public required int RowsUnder39Years { get; init; }
}

/// <summary>The distribution of one input.</summary>
public sealed record InputDistribution
{
    /// <summary>The input's name with its unit, as in <see cref="PatientFeatures"/>.</summary>
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

    /// <summary>Lower edges of ten equal-mass bins (fewer where values repeat), for drift figures.</summary>
    public required IReadOnlyList<double> BinEdges { get; init; }

    /// <summary>Share of the patients in each bin.</summary>
    public required IReadOnlyList<double> BinShares { get; init; }
}
