using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Site.Features.Dashboard.Counting;
using Cardio.Site.Features.Dashboard.Figures;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>How a distribution stands to that of the training data.</summary>
internal enum Shift
{
    /// <summary>A stability index below 0.10.</summary>
    Stable,

    /// <summary>From 0.10 to 0.25.</summary>
    Shifted,

    /// <summary>Above 0.25.</summary>
    MuchShifted,
}

/// <summary>The distribution of an input, or of the probability, over some assessments.</summary>
/// <param name="Training">The same in the training data.</param>
/// <param name="Here">Patients in each of its bins, those not measured left out: the training data has none.</param>
/// <param name="NotMeasured">Patients of whom it was not measured.</param>
internal sealed record InputShift(TrainingBins Training, IReadOnlyList<double> Here, long NotMeasured)
{
    /// <summary>
    /// The index below which a distribution is read as stable, and above <see cref="MuchShiftedAbove"/> as much shifted: a convention of
    /// credit scoring (Siddiqi 2006, "Credit Risk Scorecards").
    /// </summary>
    public const double StableBelow = 0.1;

    /// <summary>See <see cref="StableBelow"/>.</summary>
    public const double MuchShiftedAbove = 0.25;

    /// <summary>Patients of whom it is known.</summary>
    public long Measured { get; } = (long)Math.Round(Here.Sum());

    /// <summary>The population stability index, or null where there is nobody, or nothing to compare with.</summary>
    public double? Index { get; } = Training.AreKnown && Here.Sum() is > 0 and var sum
        ? Figures.Drift.StabilityIndex([.. Training.Shares], [.. Here.Select(count => count / sum)])
        : null;

    /// <summary>The index in a word.</summary>
    public static Shift Read(double index) =>
        index < StableBelow ? Shift.Stable : index <= MuchShiftedAbove ? Shift.Shifted : Shift.MuchShifted;
}

/// <summary>What tells whether the model still sees what it learned from, and whether it is still right.</summary>
/// <param name="Shifts">The probability first, then each input in the card's order.</param>
/// <param name="Assessments">How many assessments.</param>
/// <param name="LabsNotMeasured">Of these, without cholesterol or glucose.</param>
/// <param name="Confirmed">Of these, with a confirmed outcome.</param>
/// <param name="Gap">
/// Observed share with the disease less the mean probability, of those that are confirmed; null for fewer than two.
/// </param>
internal sealed record ReliabilityFigures(
    IReadOnlyList<InputShift> Shifts, long Assessments, long LabsNotMeasured, long Confirmed, Measured? Gap)
{
    /// <summary>The figures of assessments against the card of the model that answers.</summary>
    public static ReliabilityFigures FromTally(Tally tally, ModelCard card) => new(
        [OfProbability(tally, card), .. card.Inputs.Select(input => OfInput(tally, input))],
        tally.Assessments, tally[Counters.LabsNotMeasured], tally.Confirmed, GapOf(tally));

    /// <summary>Observed share less mean probability of the confirmed.</summary>
    public static Measured? GapOf(Tally tally) =>
        Calibration.InTheLarge(BinnedOutcomes.FromCounts(tally[Counters.Present], tally[Counters.Absent]), tally[Counters.ConfirmedProbabilitySum]);

    private static InputShift OfProbability(Tally tally, ModelCard card)
    {
        var training = TrainingBins.OfProbability(card);
        var width = 1.0 / tally[Counters.Probability].Length;
        var values = tally[Counters.Probability].ToArray().Select((count, bin) => (bin * width, count));
        return new(training, training.Spread(values, width), NotMeasured: 0);
    }

    private static InputShift OfInput(Tally tally, InputDistribution input)
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
