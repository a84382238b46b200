using Cardio.Model;
using static Cardio.Site.Features.Dashboard.Counting.CountLayout;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// The tallies of the ten groups of sex and age band, as a row holds them: numbers that are not zero, each behind the distance from the
/// place before it, in the framework's 7-bit form. Two texts cut it: the usage, which is read for every day of a year, and the rest.
/// </summary>
internal sealed class PackedCounts
{
    /// <summary>How many groups there are.</summary>
    public const int Groups = 2 * AgeBands.Count;

    private readonly Dictionary<int, long> _numbers = [];

    /// <summary>Counts assessments.</summary>
    public static PackedCounts Of(IEnumerable<CountedAssessment> assessments)
    {
        var counts = new PackedCounts();
        foreach (var assessment in assessments) counts.Add(assessment);
        return counts;
    }

    /// <summary>What stored rows hold together.</summary>
    public static PackedCounts Sum(IEnumerable<CountedRow> rows)
    {
        var counts = new PackedCounts();
        foreach (var row in rows)
        {
            Visit(row.Usage, counts.Add);
            Visit(row.Detail, counts.Add);
        }
        return counts;
    }

    /// <summary>The group of a patient.</summary>
    public static int Group(Sex sex, AgeBand ageBand) => ((int)sex * AgeBands.Count) + (int)ageBand;

    /// <summary>Who is in a group.</summary>
    public static (Sex Sex, AgeBand AgeBand) Who(int group) => ((Sex)(group / AgeBands.Count), (AgeBand)(group % AgeBands.Count));

    /// <summary>Adds one assessment.</summary>
    public void Add(CountedAssessment assessment)
    {
        var start = Group(assessment.Sex, AgeBands.Of(assessment.AgeYears)) * Length;
        assessment.AddTo((place, number) => Add(start + place, number));
    }

    /// <summary>What is stored: the usage, and the rest.</summary>
    public (byte[] Usage, byte[] Detail) Write()
    {
        var numbers = _numbers.Where(entry => entry.Value != 0).OrderBy(entry => entry.Key).ToList();
        return (Write(numbers.Where(entry => entry.Key % Length < UsageLength)), Write(numbers.Where(entry => entry.Key % Length >= UsageLength)));
    }

    /// <summary>Tells each number that stands in a stored text and its place: <see cref="Length"/> times the group, and the layout's.</summary>
    public static void Visit(byte[] stored, Action<int, long> visit)
    {
        var position = 0;
        var place = 0;
        while (position < stored.Length)
        {
            place += (int)Next(stored, ref position);
            visit(place, Next(stored, ref position));
        }
    }

    private void Add(int place, long number) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_numbers, place, out _) += number;

    private static byte[] Write(IEnumerable<KeyValuePair<int, long>> numbers)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var before = 0;
        foreach (var (place, number) in numbers)
        {
            writer.Write7BitEncodedInt(place - before);
            writer.Write7BitEncodedInt64(number);
            before = place;
        }
        return stream.ToArray();
    }

    private static long Next(byte[] stored, ref int position)
    {
        long number = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = stored[position++];
            number |= (long)(part & 0x7F) << shift;
            if (part < 0x80) return number;
        }
    }
}
