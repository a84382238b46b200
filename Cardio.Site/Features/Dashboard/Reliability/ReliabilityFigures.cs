using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Distance of a distribution from the training data.</summary>
internal enum Shift
{
    /// <summary>A stability index below 0.10.</summary>
    Stable,

    /// <summary>From 0.10 to 0.25.</summary>
    Shifted,

    /// <summary>Above 0.25.</summary>
    MuchShifted,
}

/// <summary>The distribution of an input or of the probability over some assessments.</summary>
/// <param name="Training">The distribution in the training data.</param>
/// <param name="Here">Number of patients in each bin; those not measured are left out, because the training data has none.</param>
/// <param name="NotMeasured">Number of patients without a measurement.</param>
internal sealed record InputShift(TrainingBins Training, IReadOnlyList<double> Here, long NotMeasured)
{
    /// <summary>
    /// The index below which a distribution counts as stable, and above <see cref="MuchShiftedAbove"/> as strongly shifted: a convention of
    /// credit scoring (Siddiqi 2006, "Credit Risk Scorecards").
    /// </summary>
    public const double StableBelow = 0.1;

    /// <summary>See <see cref="StableBelow"/>.</summary>
    public const double MuchShiftedAbove = 0.25;

    /// <summary>Number of patients with a measurement.</summary>
    public long Measured { get; } = (long)Math.Round(Here.Sum());

    /// <summary>The population stability index, or null without patients or a reference.</summary>
    public double? Index { get; } = Training.AreKnown && Here.Sum() is > 0 and var sum
        ? Figures.Drift.StabilityIndex([.. Training.Shares], [.. Here.Select(count => count / sum)])
        : null;

    /// <summary>Interpretation of the index.</summary>
    public static Shift Read(double index) =>
        index < StableBelow ? Shift.Stable : index <= MuchShiftedAbove ? Shift.Shifted : Shift.MuchShifted;
}

/// <summary>Figures that show whether patients still resemble the training data, and whether the model is still calibrated.</summary>
/// <param name="Shifts">The shifts: the probability first, then each input in the order of the card.</param>
/// <param name="Assessments">Number of assessments.</param>
/// <param name="LabsNotMeasured">Number of assessments without cholesterol or glucose.</param>
/// <param name="Confirmed">Number of assessments with a confirmed outcome.</param>
/// <param name="Gap">Observed share minus mean probability of the confirmed; null for fewer than two.</param>
internal sealed record ReliabilityFigures(
    IReadOnlyList<InputShift> Shifts, long Assessments, long LabsNotMeasured, long Confirmed, Measured? Gap)
{
    /// <summary>Compares assessments with the card of the live model.</summary>
    public static ReliabilityFigures FromTally(Tally tally, ModelCard card) => new(
        [ProbabilityShift(tally, card), .. card.Inputs.Select(input => ShiftOf(tally, input))],
        tally.Assessments, tally[Counters.LabsNotMeasured], tally.Confirmed, GapOf(tally));

    /// <summary>Computes the observed share minus the mean probability of the confirmed.</summary>
    public static Measured? GapOf(Tally tally) =>
        Calibration.InTheLarge(
            BinnedOutcomes.FromCounts(tally[Counters.Present], tally[Counters.Absent]), tally[Counters.ConfirmedProbabilitySum]);

    private static InputShift ProbabilityShift(Tally tally, ModelCard card)
    {
        var training = TrainingBins.FromProbability(card);
        var width = 1.0 / tally[Counters.Probability].Length;
        var values = tally[Counters.Probability].ToArray().Select((count, bin) => (bin * width, count));
        return new(training, training.Spread(values, width), NotMeasured: 0);
    }

    private static InputShift ShiftOf(Tally tally, InputDistribution input)
    {
        var training = TrainingBins.FromDistribution(input);
        var values = tally.Input(input.Input);
        var notMeasured = IsLaboratory(input.Input)
            ? values.Where(value => value.Value == (int)LabLevel.NotMeasured).Sum(value => value.Count)
            : 0;
        var known = IsLaboratory(input.Input) ? values.Where(value => value.Value != (int)LabLevel.NotMeasured) : values;
        return new(training, training.Spread(known, CountedInput.FromName(input.Input).Width), notMeasured);
    }

    private static bool IsLaboratory(string input) => input is nameof(PatientFeatures.Cholesterol) or nameof(PatientFeatures.Glucose);
}
