using Cardio.Model.Patients;
using Cardio.Model.Statistics;

namespace Cardio.Model.Serving;

/// <summary>
/// How many development patients there were, and how many with disease, by sex, five-year age band, systolic band and cholesterol.
/// Layout: for every cell in that order the count and the count with disease, as 32-bit integers.
/// </summary>
internal sealed class CellCounts
{
    /// <summary>Fewer patients than this say nothing: the cell is merged outward.</summary>
    public const int FewestPatients = 20;

    private const int FirstAge = 25;
    private const int AgeBands = 8;
    private const int LabLevels = 3;
    private static readonly int[] SystolicEdges = [0, 110, 120, 130, 140, 160, 1000];
    private static readonly int SystolicBands = SystolicEdges.Length - 1;

    private readonly int[] _counts;

    private CellCounts(int[] counts) => _counts = counts;

    public static CellCounts Read(byte[] bytes)
    {
        var counts = new int[2 * 2 * AgeBands * SystolicBands * LabLevels];
        if (bytes.Length != counts.Length * sizeof(int))
            throw new InvalidDataException("The cell counts have the wrong size.");
        Buffer.BlockCopy(bytes, 0, counts, 0, bytes.Length);
        if (counts.Any(c => c < 0) || counts.Where((_, i) => i % 2 == 0).Sum(c => (long)c) < FewestPatients)
            throw new InvalidDataException("The cell counts hold no patients.");
        return new CellCounts(counts);
    }

    /// <summary>Counts the development patients; all of them are fully measured.</summary>
    public static byte[] Write(IEnumerable<(PatientFeatures Patient, bool HasDisease)> patients)
    {
        var counts = new int[2 * 2 * AgeBands * SystolicBands * LabLevels];
        foreach (var (patient, hasDisease) in patients)
        {
            var cell = Index((int)patient.Sex!.Value, AgeBand(patient.AgeYears), SystolicBand(patient), (int)patient.Cholesterol - 1);
            counts[cell]++;
            counts[cell + 1] += hasDisease ? 1 : 0;
        }
        var bytes = new byte[counts.Length * sizeof(int)];
        Buffer.BlockCopy(counts, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>
    /// The patients like this one; outside the trained ages, those of the nearest one. A cell under 20 first takes in every cholesterol
    /// class, then ever wider systolic and age bands, at last both sexes.
    /// </summary>
    public PatientsLikeThis Around(in PatientFeatures patient)
    {
        var area = new Area(patient.Sex, Span(AgeBand(TrainedAge.Nearest(patient.AgeYears))), Span(SystolicBand(patient)),
            patient.Cholesterol == LabLevel.NotMeasured ? null : patient.Cholesterol);
        var (count, withDisease) = Sum(area);
        var isMerged = false;
        for (var widening = 0; count < FewestPatients; widening++)
        {
            isMerged = true;
            area = widening switch
            {
                0 => area with { Cholesterol = null },
                _ when area.Ages.Length == AgeBands && area.Systolics.Length == SystolicBands => area with { Sex = null },
                _ when widening % 2 == 1 => area with { Systolics = Widen(area.Systolics, SystolicBands) },
                _ => area with { Ages = Widen(area.Ages, AgeBands) },
            };
            (count, withDisease) = Sum(area);
        }
        return new PatientsLikeThis
        {
            Count = count,
            WithDisease = withDisease,
            Interval = WilsonInterval.FromCounts(withDisease, count),
            IsMerged = isMerged,
            AgeYears = new(FirstAge + 5 * area.Ages.From, FirstAge + 5 * area.Ages.To + 4),
            SystolicMmHg = new(
                Math.Max(SystolicEdges[area.Systolics.From], ClinicalRange.SystolicMmHgMinimum),
                Math.Min(SystolicEdges[area.Systolics.To + 1] - 1, ClinicalRange.SystolicMmHgMaximum)),
            Sex = area.Sex,
            Cholesterol = area.Cholesterol,
        };
    }

    private (int Count, int WithDisease) Sum(Area area)
    {
        var (count, withDisease) = (0, 0);
        for (var sex = 0; sex < 2; sex++)
        {
            if (area.Sex is { } only && sex != (int)only)
                continue;
            for (var age = area.Ages.From; age <= area.Ages.To; age++)
            for (var systolic = area.Systolics.From; systolic <= area.Systolics.To; systolic++)
            for (var level = 0; level < LabLevels; level++)
            {
                if (area.Cholesterol is { } one && level != (int)one - 1)
                    continue;
                var cell = Index(sex, age, systolic, level);
                count += _counts[cell];
                withDisease += _counts[cell + 1];
            }
        }
        return (count, withDisease);
    }

    private static int Index(int sex, int age, int systolic, int level) =>
        2 * (((sex * AgeBands + age) * SystolicBands + systolic) * LabLevels + level);

    private static int AgeBand(int ageYears) => Math.Clamp((ageYears - FirstAge) / 5, 0, AgeBands - 1);

    private static int SystolicBand(in PatientFeatures patient)
    {
        var systolic = patient.SystolicMmHg;
        return Enumerable.Range(0, SystolicBands).Last(b => b == 0 || systolic >= SystolicEdges[b]);
    }

    private static Bands Span(int band) => new(band, band);

    private static Bands Widen(Bands bands, int count) => new(Math.Max(0, bands.From - 1), Math.Min(count - 1, bands.To + 1));

    private readonly record struct Bands(int From, int To)
    {
        public int Length => To - From + 1;
    }

    private sealed record Area(Sex? Sex, Bands Ages, Bands Systolics, LabLevel? Cholesterol);
}
