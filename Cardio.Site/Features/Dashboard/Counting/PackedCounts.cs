using Cardio.Model.Patients;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// The tallies of the ten groups of sex and age band in the stored format: each number that is not zero follows the distance to the
/// previous place, both as 7-bit encoded integers. Four parts let a page read only what it shows: usage (read for every day of a year),
/// seconds of the forms, answers with their outcomes, and inputs.
/// </summary>
internal sealed class PackedCounts
{
    /// <summary>Number of groups.</summary>
    public const int Groups = 2 * AgeBands.Count;

    private readonly Dictionary<int, long> _numbers = [];

    /// <summary>Counts assessments.</summary>
    public static PackedCounts FromAssessments(IEnumerable<CountedAssessment> assessments)
    {
        var counts = new PackedCounts();
        foreach (var assessment in assessments) counts.Add(assessment);
        return counts;
    }

    /// <summary>Sums stored rows.</summary>
    public static PackedCounts Sum(IEnumerable<CountedRow> rows)
    {
        var counts = new PackedCounts();
        foreach (var row in rows)
        {
            foreach (var part in row.Parts)
            {
                counts._numbers.EnsureCapacity(counts._numbers.Count + part.Length / 3);
                for (var reader = new Reader(part); reader.Next();) counts.Add(reader.Place, reader.Number);
            }
        }
        return counts;
    }

    /// <summary>Returns the index of a group.</summary>
    public static int Group(Sex sex, AgeBand ageBand) => ((int)sex * AgeBands.Count) + (int)ageBand;

    /// <summary>Returns the sex and age band of a group.</summary>
    public static (Sex Sex, AgeBand AgeBand) Who(int group) => ((Sex)(group / AgeBands.Count), (AgeBand)(group % AgeBands.Count));

    /// <summary>Adds one assessment.</summary>
    public void Add(CountedAssessment assessment)
    {
        var start = Group(assessment.Sex, AgeBands.FromAge(assessment.AgeYears)) * Counters.Length;
        Counters.Add(assessment, (place, amount) => Add(start + place, amount));
    }

    /// <summary>Packs the four parts: usage, seconds, answers and inputs.</summary>
    public byte[][] Write()
    {
        int[] places = [.. _numbers.Keys.Order()];
        return [.. Enumerable.Range(0, 4).Select(part => Write(places.Where(place => Part(place) == part)))];
    }

    private static int Part(int place) => (place % Counters.Length) switch
    {
        < Counters.UsageLength => 0,
        var answer when answer < Counters.Answers => 1,
        var answer when answer < Counters.Inputs => 2,
        _ => 3,
    };

    private void Add(int place, long number) =>
        System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_numbers, place, out _) += number;

    private byte[] Write(IEnumerable<int> places)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var before = 0;
        foreach (var place in places.Where(place => _numbers[place] != 0))
        {
            writer.Write7BitEncodedInt(place - before);
            writer.Write7BitEncodedInt64(_numbers[place]);
            before = place;
        }
        return stream.ToArray();
    }

    /// <summary>Reads the numbers of a stored part one by one.</summary>
    /// <param name="stored">The stored part.</param>
    public ref struct Reader(ReadOnlySpan<byte> stored)
    {
        private readonly ReadOnlySpan<byte> _stored = stored;
        private int _position;

        /// <summary>Place of the number: the group times <see cref="Counters.Length"/>, plus the place in the tally.</summary>
        public int Place { get; private set; }

        /// <summary>The number.</summary>
        public long Number { get; private set; }

        /// <summary>Reads the next number; returns false at the end.</summary>
        public bool Next()
        {
            if (_position == _stored.Length) return false;
            Place += (int)Read();
            Number = Read();
            return true;
        }

        private long Read()
        {
            long number = 0;
            for (var shift = 0; ; shift += 7)
            {
                var part = _stored[_position++];
                number |= (long)(part & 0x7F) << shift;
                if (part < 0x80) return number;
            }
        }
    }
}
