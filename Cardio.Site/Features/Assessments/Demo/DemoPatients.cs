using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Values of one made-up patient.</summary>
internal sealed class DemoPatient : PatientValues;

/// <summary>
/// Patients as the model's card describes those it learned from: each input has its distribution there, and the inputs hang together
/// by a Gaussian copula. The correlations, the heights by sex and the habits by sex are near what is known of such tables; nothing
/// is taken from a real person.
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
        InputDistribution Of(string input) => card.Inputs.Single(distribution => distribution.Input == input);
        _male = Of("Sex").BinShares[^1];
        _active = Of("PhysicallyActive").BinShares[^1];
        (_age, _bodyMassIndex) = (Of("AgeYears"), Of("BodyMassIndex"));
        (_systolic, _diastolic) = (Of("SystolicMmHg"), Of("DiastolicMmHg"));
        (_cholesterol, _glucose) = (Of("Cholesterol"), Of("Glucose"));
    }

    /// <summary>The next patient.</summary>
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

        var heightCm = Math.Clamp(Math.Round((isMale ? 169.9 : 161.4) + (_draw.Normal() * (isMale ? 7.2 : 6.8))), UnusualRange.HeightCmMinimum, UnusualRange.HeightCmMaximum);
        var weightKg = Value(_bodyMassIndex, mass) * heightCm * heightCm / 10_000;
        var hasCholesterol = _draw.Happens(0.93);
        var patient = new DemoPatient
        {
            AgeYears = (int)Value(_age, age),
            Sex = isMale ? Sex.Male : Sex.Female,
            HeightCm = heightCm,
            WeightKg = Math.Clamp(Math.Round(weightKg, _draw.Happens(MeasuredInWholeKg) ? 0 : 1), UnusualRange.WeightKgMinimum, UnusualRange.WeightKgMaximum),
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
        if (_draw.Happens(OutsideTrainedAges)) patient.AgeYears = _draw.Happens(0.8) ? _draw.Whole(66, 82) : _draw.Whole(19, 28);
        if (_draw.Happens(Unusual)) MakeUnusual(patient);
        return patient;
    }

    /// <summary>A value beyond the soft limits and within the hard ones.</summary>
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

    /// <summary>A variable of variance 1 that depends on others, themselves of variance 1 and near enough to independent.</summary>
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

    /// <summary>The value at a normal variable: uniform within the card's bins.</summary>
    private static double Value(InputDistribution of, double normal)
    {
        var (from, to, part) = Place(of, normal);
        return from + (part * (to - from));
    }

    /// <summary>The card's bin at a normal variable, and the place in it, 0 to 1. The outer bins end at the 1st and 99th percentile.</summary>
    private static (double From, double To, double Part) Place(InputDistribution of, double normal)
    {
        var share = 1 / (1 + Math.Exp(-1.702 * normal)); // the normal distribution function within 0.01
        var bin = 0;
        while (bin < of.BinShares.Count - 1 && share >= of.BinShares[bin]) share -= of.BinShares[bin++];
        var from = bin == 0 ? Math.Min(of.Percentile1, of.BinEdges.Count > 1 ? of.BinEdges[1] : of.Percentile1) : of.BinEdges[bin];
        var to = bin == of.BinShares.Count - 1 ? Math.Max(of.Percentile99, from) + 1 : of.BinEdges[bin + 1];
        return (from, to, Math.Min(share / of.BinShares[bin], 0.999));
    }

    /// <summary>Whoever reads a pressure likes tens: one in the bin, the more usual ones in the outer bins more often.</summary>
    private int Pressure(InputDistribution of, double normal)
    {
        var (from, to, part) = Place(of, normal);
        var first = (int)Math.Ceiling(from / 10);
        var tens = (int)Math.Ceiling(to / 10) - first;
        if (tens < 1 || !_draw.Happens(PressureEndsInZero)) return (int)(from + (part * (to - from)));
        var isLowest = from < of.BinEdges[1] && of.BinEdges.Count > 1;
        return 10 * (first + (isLowest ? tens - 1 - (int)((1 - part) * (1 - part) * tens) : (int)(part * part * tens)));
    }
}
