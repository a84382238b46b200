using Cardio.Model.Patients;
using Cardio.Model.Statistics;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// Everything the dashboard counts: each counter with what an assessment adds to it, in the order of the stored numbers. A change needs a
/// new <see cref="Version"/>, which recounts everything. "Confirmed" means with a confirmed diagnosis. "Doctor" is the doctor's own
/// estimate, given before the model's was shown; "paired" is the model on the same patients.
/// </summary>
internal static class Counters
{
    /// <summary>Version of the layout, stored with the counts.</summary>
    public const int Version = 3;

    /// <summary>Bins of a probability, each one thousandth wide.</summary>
    public const int ProbabilityBins = 1000;

    /// <summary>Longest time from the opened form to the result that has its own bin, in seconds; the last bin holds longer ones.</summary>
    public const int LongestSeconds = 1800;

    /// <summary>Places for usage; those without a counter are free for later ones.</summary>
    public const int UsageLength = 16;

    /// <summary>Sums are in billionths.</summary>
    public const long Billion = 1_000_000_000;

    private const int PercentBins = 101;

    private static readonly List<Counter> Declared = [];
    private static int _next;

    // Usage, which pages read for every day: small enough for SQLite to keep within the row.
    public static readonly AssessmentCounter Assessments = Count(_ => true);
    public static readonly AssessmentCounter FromForm = Count(one => one.Source == "form");
    public static readonly AssessmentCounter FromApi = Count(one => one.Source == "api");
    public static readonly AssessmentCounter FromBatch = Count(one => one.Source is not ("form" or "api"));
    public static readonly AssessmentCounter Demo = Count(one => one.IsDemo);
    public static readonly AssessmentCounter AtOrAbove = Count(IsAtOrAbove);
    public static readonly AssessmentCounter Unusual = Count(one => UnusualRange.Flags(one.ToFeatures()).Count > 0);
    public static readonly AssessmentCounter LabsNotMeasured = Count(one => LacksCholesterol(one) || LacksGlucose(one));
    public static readonly SumCounter ProbabilitySum = Sum(one => Billionths(one.Probability));
    public static readonly AssessmentCounter CholesterolNotMeasured = Count(LacksCholesterol);
    public static readonly AssessmentCounter GlucoseNotMeasured = Count(LacksGlucose);

    /// <summary>Seconds from the opened form to the result.</summary>
    public static readonly BinCounter Seconds = Bins(LongestSeconds + 1, SecondsOf, place: UsageLength);

    /// <summary>First place of the results and outcomes.</summary>
    public static readonly int Answers = _next;

    // Confirmed assessments by their decision at the threshold in force.
    public static readonly AssessmentCounter TruePositives = Count(one => one.HasDisease == true && IsAtOrAbove(one));
    public static readonly AssessmentCounter FalsePositives = Count(one => one.HasDisease == false && IsAtOrAbove(one));
    public static readonly AssessmentCounter TrueNegatives = Count(one => one.HasDisease == false && !IsAtOrAbove(one));
    public static readonly AssessmentCounter FalseNegatives = Count(one => one.HasDisease == true && !IsAtOrAbove(one));

    /// <summary>Sum of squared errors of the confirmed.</summary>
    public static readonly SumCounter ConfirmedBrierSum = Sum(one => SquaredError(one.Probability, one.HasDisease));

    /// <summary>Sum of probabilities of the confirmed.</summary>
    public static readonly SumCounter ConfirmedProbabilitySum =
        Sum(one => one.HasDisease is null ? null : Billionths(one.Probability));

    /// <summary>The doctors' true and false positives, true and false negatives.</summary>
    public static readonly BinCounter DoctorDecisions = Bins(4, one => Decision(one.DoctorEstimate, one));

    /// <summary>Sum of the doctors' squared errors.</summary>
    public static readonly SumCounter DoctorBrierSum = Sum(one => SquaredError(one.DoctorEstimate, one.HasDisease));

    /// <summary>The model's true and false positives, true and false negatives on the same patients.</summary>
    public static readonly BinCounter PairedDecisions = Bins(4, one => Decision(PairedProbability(one), one));

    /// <summary>Sum of the model's squared errors on the same patients.</summary>
    public static readonly SumCounter PairedBrierSum = Sum(one => SquaredError(PairedProbability(one), one.HasDisease));

    /// <summary>Sum of probabilities at or above the threshold: the expected number with the disease among them.</summary>
    public static readonly SumCounter ExpectedTruePositives =
        Sum(one => IsAtOrAbove(one) ? Billionths(one.Probability) : null);

    /// <summary>Sum of complements of probabilities below the threshold: the expected number without the disease among them.</summary>
    public static readonly SumCounter ExpectedTrueNegatives =
        Sum(one => IsAtOrAbove(one) ? null : Billion - Billionths(one.Probability));

    /// <summary>All assessments by probability.</summary>
    public static readonly BinCounter Probability = Bins(ProbabilityBins, one => Bin(one.Probability), place: Answers + 32);

    /// <summary>Confirmed with the disease, by probability.</summary>
    public static readonly BinCounter Present = Bins(ProbabilityBins, one => one.HasDisease == true ? Bin(one.Probability) : null);

    /// <summary>Confirmed without the disease, by probability.</summary>
    public static readonly BinCounter Absent = Bins(ProbabilityBins, one => one.HasDisease == false ? Bin(one.Probability) : null);

    /// <summary>With the disease, by the model's probability, of the patients with a doctor's estimate.</summary>
    public static readonly BinCounter PairedPresent = Bins(ProbabilityBins, one => IsPaired(one, true) ? Bin(one.Probability) : null);

    /// <summary>The same without the disease.</summary>
    public static readonly BinCounter PairedAbsent = Bins(ProbabilityBins, one => IsPaired(one, false) ? Bin(one.Probability) : null);

    /// <summary>With the disease, by the doctor's estimate in whole percent.</summary>
    public static readonly BinCounter DoctorPresent = Bins(PercentBins, one => IsPaired(one, true) ? Percent(one) : null);

    /// <summary>The same without the disease.</summary>
    public static readonly BinCounter DoctorAbsent = Bins(PercentBins, one => IsPaired(one, false) ? Percent(one) : null);

    /// <summary>First place of <see cref="CountedInput.All"/>.</summary>
    public static readonly int Inputs = _next;

    /// <summary>All counters but the inputs.</summary>
    public static readonly IReadOnlyList<Counter> All = Declared;

    /// <summary>Number of places of a tally.</summary>
    public static readonly int Length = Inputs + CountedInput.All.Sum(input => input.Bins);

    private static readonly int[] InputPlaces = [.. CountedInput.All.Select(input => input.Place)];

    /// <summary>Adds an assessment to all counters; <paramref name="add"/> takes a place and an amount.</summary>
    public static void Add(CountedAssessment assessment, Action<int, long> add)
    {
        foreach (var counter in All) counter.Add(assessment, add);
        var patient = assessment.ToFeatures();
        for (var i = 0; i < InputPlaces.Length; i++) add(InputPlaces[i] + CountedInput.All[i].Bin(patient), 1);
    }

    /// <summary>The bin of a probability. The small addition keeps 0.57, which is slightly less in floating point, in its bin.</summary>
    public static int Bin(double probability) => Math.Min((int)((ProbabilityBins * probability) + 1e-9), ProbabilityBins - 1);

    private static AssessmentCounter Count(Func<CountedAssessment, bool> has) => Declare(new AssessmentCounter(_next, has));

    private static SumCounter Sum(Func<CountedAssessment, long?> billionths) => Declare(new SumCounter(_next, billionths));

    /// <summary>Declares a counter by bin; a given place leaves those before it free for later counters.</summary>
    private static BinCounter Bins(int length, Func<CountedAssessment, int?> bin, int? place = null) =>
        Declare(new BinCounter(_next = place ?? _next, length, bin));

    private static T Declare<T>(T counter)
        where T : Counter
    {
        Declared.Add(counter);
        _next += counter.Length;
        return counter;
    }

    private static bool IsAtOrAbove(CountedAssessment one) => one.Probability >= one.DecisionThreshold;

    private static bool LacksCholesterol(CountedAssessment one) => one.Cholesterol == LabLevel.NotMeasured;

    private static bool LacksGlucose(CountedAssessment one) => one.Glucose == LabLevel.NotMeasured;

    private static bool IsPaired(CountedAssessment one, bool hasDisease) => one.DoctorEstimate is not null && one.HasDisease == hasDisease;

    private static double? PairedProbability(CountedAssessment one) => one.DoctorEstimate is null ? null : one.Probability;

    private static int Percent(CountedAssessment one) =>
        (int)Math.Round(100 * one.DoctorEstimate!.Value, MidpointRounding.AwayFromZero);

    private static int? SecondsOf(CountedAssessment one) => one.OpenedAt is not { } opened
        ? null
        : (int)Math.Round(Math.Clamp((one.CreatedAt - opened).TotalSeconds, 0, LongestSeconds), MidpointRounding.AwayFromZero);

    /// <summary>0 to 3: true positive, false positive, true negative, false negative; null without an estimate or outcome.</summary>
    private static int? Decision(double? estimate, CountedAssessment one) => (estimate >= one.DecisionThreshold, one.HasDisease) switch
    {
        _ when estimate is null => null,
        (true, true) => 0,
        (true, false) => 1,
        (false, false) => 2,
        (false, true) => 3,
        _ => null,
    };

    private static long Billionths(double share) => (long)Math.Round(Billion * share);

    private static long? SquaredError(double? estimate, bool? hasDisease) => estimate is { } known && hasDisease is { } outcome
        ? Billionths(BrierScore.SquaredError(known, outcome))
        : null;
}
