using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>The values of a fictitious patient.</summary>
internal sealed class DemoPatient : PatientValues;

/// <summary>
/// Generates patients with the input distributions of the model card, correlated by a Gaussian copula. The correlations, and heights and
/// habits by sex, are typical values; no data comes from a real person.
/// </summary>
internal sealed class DemoPatients
{
    private const double Unusual = 0.008;
    private const double OutsideTrainedAges = 0.015;
    private const double MeasuredInWholeKg = 0.9;
    private const double PressureEndsInZero = 0.93;

    private readonly DemoDraw _draw;
    private readonly double _male;
    private readonly double _active;
    private readonly InputDistribution _age;
    private readonly InputDistribution _bodyMassIndex;
    private readonly InputDistribution _systolic;
    private readonly InputDistribution _diastolic;
    private readonly InputDistribution _cholesterol;
    private readonly InputDistribution _glucose;

    public DemoPatients(ModelCard card, int seed)
    {
        _draw = new(seed);
        InputDistribution Find(string input) => card.Inputs.Single(distribution => distribution.Input == input);
        _male = Find("Sex").BinShares[^1];
        _active = Find("PhysicallyActive").BinShares[^1];
        (_age, _bodyMassIndex) = (Find("AgeYears"), Find("BodyMassIndex"));
        (_systolic, _diastolic) = (Find("SystolicMmHg"), Find("DiastolicMmHg"));
        (_cholesterol, _glucose) = (Find("Cholesterol"), Find("Glucose"));
    }

    /// <summary>Generates the next patient.</summary>
    public DemoPatient Next()
    {
        var isMale = _draw.Happens(_male);
        var age = _draw.Normal();
        var mass = Mix((0.15, age));
        var systolic = Mix((0.25, age), (0.25, mass));
        var diastolic = Mix((0.72, systolic));
        var cholesterol = Mix((0.2, age), (0.15, mass));
        var glucose = Mix((0.45, cholesterol), (0.1, mass));
        var smokes = _draw.Happens(isMale ? 0.22 : 0.018);

        var heightCm = Math.Round((isMale ? 169.9 : 161.4) + (_draw.Normal() * (isMale ? 7.2 : 6.8)));
        heightCm = Math.Clamp(heightCm, UnusualRange.HeightCmMinimum, UnusualRange.HeightCmMaximum);
        var weightKg = Value(_bodyMassIndex, mass) * heightCm * heightCm / 10_000;
        var hasCholesterol = _draw.Happens(0.93);
        weightKg = Math.Round(weightKg, _draw.Happens(MeasuredInWholeKg) ? 0 : 1);
        var patient = new DemoPatient
        {
            AgeYears = (int)Value(_age, age),
            Sex = isMale ? Sex.Male : Sex.Female,
            HeightCm = heightCm,
            WeightKg = Math.Clamp(weightKg, UnusualRange.WeightKgMinimum, UnusualRange.WeightKgMaximum),
            SystolicMmHg = Pressure(_systolic, systolic),
            DiastolicMmHg = Pressure(_diastolic, diastolic),
            Cholesterol = hasCholesterol ? (LabLevel)(int)Value(_cholesterol, cholesterol) : LabLevel.NotMeasured,
            Glucose = _draw.Happens(hasCholesterol ? 0.94 : 0.4) ? (LabLevel)(int)Value(_glucose, glucose) : LabLevel.NotMeasured,
            Smoker = smokes,
            DrinksAlcohol = _draw.Happens(smokes ? 0.3 : isMale ? 0.07 : 0.022),
            PhysicallyActive = _draw.Happens(_active),
        };
        if (patient.SystolicMmHg - patient.DiastolicMmHg < UnusualRange.PulsePressureMmHgMinimum)
            patient.DiastolicMmHg = patient.SystolicMmHg - UnusualRange.PulsePressureMmHgMinimum;
        if (_draw.Happens(OutsideTrainedAges))
            patient.AgeYears = _draw.Happens(0.8) ? _draw.Whole(66, 82) : _draw.Whole(19, 28);
        if (_draw.Happens(Unusual)) MakeUnusual(patient);
        return patient;
    }

    /// <summary>Replaces a value with an unusual but valid one.</summary>
    private void MakeUnusual(DemoPatient patient)
    {
        switch (_draw.Whole(0, 3))
        {
            case 0:
                patient.HeightCm = _draw.Whole(ClinicalRange.HeightCmMinimum + 2, UnusualRange.HeightCmMinimum - 1);
                break;
            case 1:
                patient.WeightKg = _draw.Whole(UnusualRange.WeightKgMaximum + 1, ClinicalRange.WeightKgMaximum - 30);
                break;
            case 2:
                patient.SystolicMmHg = 10 * _draw.Whole(21, 23);
                break;
            default:
                (patient.SystolicMmHg, patient.DiastolicMmHg) = (10 * _draw.Whole(17, 20), 10 * _draw.Whole(13, 14));
                break;
        }
    }

    /// <summary>Draws a variable with variance 1 and the given correlations with independent variables of variance 1.</summary>
    private double Mix(params ReadOnlySpan<(double Weight, double Other)> others)
    {
        var (sum, rest) = (0.0, 1.0);
        foreach (var (weight, other) in others)
        {
            sum += weight * other;
            rest -= weight * weight;
        }
        return sum + (Math.Sqrt(rest) * _draw.Normal());
    }

    /// <summary>Maps a standard normal variable to the distribution, which is uniform within each bin of the card.</summary>
    private static double Value(InputDistribution distribution, double normal)
    {
        var (from, to, part) = Place(distribution, normal);
        return from + (part * (to - from));
    }

    /// <summary>
    /// Maps a standard normal variable to a bin and the position in it, 0 to 1. The outer bins end at the 1st and 99th
    /// percentile.
    /// </summary>
    private static (double From, double To, double Part) Place(InputDistribution distribution, double normal)
    {
        var share = 1 / (1 + Math.Exp(-1.702 * normal)); // approximates the normal distribution function within 0.01
        var bin = 0;
        while (bin < distribution.BinShares.Count - 1 && share >= distribution.BinShares[bin]) share -= distribution.BinShares[bin++];
        var firstEdge = distribution.BinEdges.Count > 1 ? distribution.BinEdges[1] : distribution.Percentile1;
        var from = bin == 0 ? Math.Min(distribution.Percentile1, firstEdge) : distribution.BinEdges[bin];
        var isLast = bin == distribution.BinShares.Count - 1;
        var to = isLast ? Math.Max(distribution.Percentile99, from) + 1 : distribution.BinEdges[bin + 1];
        return (from, to, Math.Min(share / distribution.BinShares[bin], 0.999));
    }

    /// <summary>
    /// Maps to a pressure, mostly a multiple of ten as in practice; in the outer bins, values near the center are more likely.
    /// </summary>
    private int Pressure(InputDistribution distribution, double normal)
    {
        var (from, to, part) = Place(distribution, normal);
        var first = (int)Math.Ceiling(from / 10);
        var tens = (int)Math.Ceiling(to / 10) - first;
        if (tens < 1 || !_draw.Happens(PressureEndsInZero)) return (int)(from + (part * (to - from)));
        var isLowest = from < distribution.BinEdges[1] && distribution.BinEdges.Count > 1;
        return 10 * (first + (isLowest ? tens - 1 - (int)((1 - part) * (1 - part) * tens) : (int)(part * part * tens)));
    }
}
