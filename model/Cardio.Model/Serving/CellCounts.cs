using Cardio.Model.Patients;
using Cardio.Model.Statistics;

namespace Cardio.Model.Serving;

/// <summary>
/// Numbers of development patients, and of those with disease, by sex, five-year age band, systolic band and cholesterol category.
/// File layout: for each cell in that order both counts as 32-bit integers.
/// </summary>
internal sealed class CellCounts
{
    /// <summary>Minimum cell size; a smaller cell is merged with its neighbours because its proportion is too uncertain.</summary>
    public const int MinimumPatients = 20;

    private const int LowestAge = 25;
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
            throw new InvalidDataException("The file of patient counts has the wrong length.");
        Buffer.BlockCopy(bytes, 0, counts, 0, bytes.Length);
        if (counts.Any(c => c < 0) || counts.Where((_, i) => i % 2 == 0).Sum(c => (long)c) < MinimumPatients)
            throw new InvalidDataException("The file of patient counts has a negative count or too few patients.");
        return new CellCounts(counts);
    }

    /// <summary>Counts the development patients, who are all fully measured, and serializes the counts.</summary>
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
    /// Returns the cell of a patient; an age outside the development data uses the nearest one. A cell with fewer than 20 patients is
    /// widened to all cholesterol categories, then step by step to neighbouring systolic and age bands, and last to both sexes.
    /// </summary>
    public PatientsLikeThis FindSimilar(in PatientFeatures patient)
    {
        var range = new CellRange(patient.Sex, SingleBand(AgeBand(TrainedAge.Nearest(patient.AgeYears))), SingleBand(SystolicBand(patient)),
            patient.Cholesterol == LabLevel.NotMeasured ? null : patient.Cholesterol);
        var (count, withDisease) = Sum(range);
        var isMerged = false;
        for (var widening = 0; count < MinimumPatients; widening++)
        {
            isMerged = true;
            range = widening switch
            {
                0 => range with { Cholesterol = null },
                _ when range.Ages.Length == AgeBands && range.Systolics.Length == SystolicBands => range with { Sex = null },
                _ when widening % 2 == 1 => range with { Systolics = Widen(range.Systolics, SystolicBands) },
                _ => range with { Ages = Widen(range.Ages, AgeBands) },
            };
            (count, withDisease) = Sum(range);
        }
        return new PatientsLikeThis
        {
            Count = count,
            WithDisease = withDisease,
            Interval = WilsonInterval.FromCounts(withDisease, count),
            IsMerged = isMerged,
            AgeYears = new(LowestAge + 5 * range.Ages.From, LowestAge + 5 * range.Ages.To + 4),
            SystolicMmHg = new(
                Math.Max(SystolicEdges[range.Systolics.From], ClinicalRange.SystolicMmHgMinimum),
                Math.Min(SystolicEdges[range.Systolics.To + 1] - 1, ClinicalRange.SystolicMmHgMaximum)),
            Sex = range.Sex,
            Cholesterol = range.Cholesterol,
        };
    }

    private (int Count, int WithDisease) Sum(CellRange range)
    {
        var (count, withDisease) = (0, 0);
        for (var sex = 0; sex < 2; sex++)
        {
            if (range.Sex is { } onlySex && sex != (int)onlySex)
                continue;
            for (var age = range.Ages.From; age <= range.Ages.To; age++)
            for (var systolic = range.Systolics.From; systolic <= range.Systolics.To; systolic++)
            for (var level = 0; level < LabLevels; level++)
            {
                if (range.Cholesterol is { } onlyLevel && level != (int)onlyLevel - 1)
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

    private static int AgeBand(int ageYears) => Math.Clamp((ageYears - LowestAge) / 5, 0, AgeBands - 1);

    private static int SystolicBand(in PatientFeatures patient)
    {
        var systolic = patient.SystolicMmHg;
        return Enumerable.Range(0, SystolicBands).Last(b => b == 0 || systolic >= SystolicEdges[b]);
    }

    private static Bands SingleBand(int band) => new(band, band);

    private static Bands Widen(Bands bands, int count) => new(Math.Max(0, bands.From - 1), Math.Min(count - 1, bands.To + 1));

    private readonly record struct Bands(int From, int To)
    {
        public int Length => To - From + 1;
    }

    private sealed record CellRange(Sex? Sex, Bands Ages, Bands Systolics, LabLevel? Cholesterol);
}
