using static Cardio.Site.Features.Dashboard.Counting.CountLayout;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>What one assessment adds to a tally.</summary>
internal static class AssessmentCounter
{
    private static readonly int[] InputStarts = [.. CountedInput.All.Select(input => input.Start)];

    /// <summary>Tells each place of <see cref="CountLayout"/> that grows, and by how much.</summary>
    public static void AddTo(this CountedAssessment assessment, Action<int, long> add)
    {
        AddUsage(assessment, add);
        add(Probability + Bin(assessment.Probability), 1);
        if (assessment.OpenedAt is { } opened)
            add(
                Seconds + (int)Math.Round(
                    Math.Clamp((assessment.CreatedAt - opened).TotalSeconds, 0, LongestSeconds), MidpointRounding.AwayFromZero),
                1);
        var patient = assessment.ToFeatures();
        for (var i = 0; i < InputStarts.Length; i++) add(InputStarts[i] + CountedInput.All[i].Bin(patient), 1);
        if (assessment.Diagnosis is { } diagnosis) AddOutcome(assessment, diagnosis == "present", add);
    }

    private static void AddUsage(CountedAssessment assessment, Action<int, long> add)
    {
        var isAtOrAbove = assessment.Probability >= assessment.DecisionThreshold;
        add(CountLayout.Assessments, 1);
        add(assessment.Source switch { "form" => FromForm, "api" => FromApi, _ => FromBatch }, 1);
        if (assessment.IsDemo) add(Demo, 1);
        if (isAtOrAbove) add(AtOrAbove, 1);
        if (Cardio.Model.Patients.UnusualRange.Flags(assessment.ToFeatures()).Count > 0) add(Unusual, 1);
        var (noCholesterol, noGlucose) = (
            assessment.Cholesterol == Cardio.Model.Patients.LabLevel.NotMeasured,
            assessment.Glucose == Cardio.Model.Patients.LabLevel.NotMeasured);
        if (noCholesterol) add(CholesterolNotMeasured, 1);
        if (noGlucose) add(GlucoseNotMeasured, 1);
        if (noCholesterol || noGlucose) add(LabsNotMeasured, 1);
        add(ProbabilitySum, Billionths(assessment.Probability));
        if (isAtOrAbove) add(ExpectedTruePositives, Billionths(assessment.Probability));
        else add(ExpectedTrueNegatives, Billion - Billionths(assessment.Probability));
    }

    private static void AddOutcome(CountedAssessment assessment, bool isPresent, Action<int, long> add)
    {
        var (probability, threshold) = (assessment.Probability, assessment.DecisionThreshold);
        add((isPresent ? Present : Absent) + Bin(probability), 1);
        add(TruePositives + Cell(probability >= threshold, isPresent), 1);
        add(ConfirmedBrierSum, Squared(probability, isPresent));
        add(ConfirmedProbabilitySum, Billionths(probability));
        if (assessment.DoctorEstimate is not { } estimate) return;
        add((isPresent ? EstimatePresent : EstimateAbsent) + (int)Math.Round(100 * estimate, MidpointRounding.AwayFromZero), 1);
        add((isPresent ? EstimatedPresent : EstimatedAbsent) + Bin(probability), 1);
        add(Estimates + Cell(estimate >= threshold, isPresent), 1);
        add(Estimates + 4, Squared(estimate, isPresent));
        add(Estimated + Cell(probability >= threshold, isPresent), 1);
        add(Estimated + 4, Squared(probability, isPresent));
    }

    /// <summary>True and false positives, true and false negatives, in this order.</summary>
    private static int Cell(bool isPositive, bool isPresent) => (isPositive, isPresent) switch
    {
        (true, true) => 0,
        (true, false) => 1,
        (false, false) => 2,
        (false, true) => 3,
    };

    private static long Billionths(double share) => (long)Math.Round(Billion * share);

    private static long Squared(double probability, bool isPresent) => Billionths(Math.Pow((isPresent ? 1 : 0) - probability, 2));
}
