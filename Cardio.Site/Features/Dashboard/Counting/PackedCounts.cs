using Cardio.Model.Patients;
using static Cardio.Site.Features.Dashboard.Counting.CountLayout;

namespace Cardio.Site.Features.Dashboard.Counting;

/// <summary>
/// The tallies of the ten groups of sex and age band, as a row holds them: numbers that are not zero, each behind the distance from the
/// place before it, in the framework's 7-bit form. Four parts, so that a page reads what it shows: the usage, which is read for every day
/// of a year; the times of the forms; what was answered, and what came of it; and the inputs.
/// </summary>
internal sealed class PackedCounts
{
    /// <summary>How many groups there are.</summary>
    public const int Groups = 2 * AgeBands.Count;

    private readonly Dictionary<int, long> _numbers = [];

    /// <summary>Counts assessments.</summary>
    public static PackedCounts FromAssessments(IEnumerable<CountedAssessment> assessments)
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
            foreach (var part in row.Parts)
            {
                counts._numbers.EnsureCapacity(counts._numbers.Count + part.Length / 3);
                for (var reader = new Reader(part); reader.Next();) counts.Add(reader.Place, reader.Number);
            }
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
        var start = Group(assessment.Sex, AgeBands.FromAge(assessment.AgeYears)) * Length;
        assessment.AddTo((place, number) => Add(start + place, number));
    }

    /// <summary>What is stored: the usage, the seconds, the answers, and the inputs.</summary>
    public byte[][] Write()
    {
        int[] places = [.. _numbers.Keys.Order()];
        return [.. Enumerable.Range(0, 4).Select(part => Write(places.Where(place => Part(place) == part)))];
    }

    private static int Part(int place) => (place % Length) switch { < UsageLength => 0, < Answers => 1, < Inputs => 2, _ => 3 };

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

    /// <summary>Reads the numbers of a part, one after the other.</summary>
    /// <param name="stored">The part.</param>
    public ref struct Reader(ReadOnlySpan<byte> stored)
    {
        private readonly ReadOnlySpan<byte> _stored = stored;
        private int _position;

        /// <summary>Where the number stands: the length of the layout times the group, and the layout's place.</summary>
        public int Place { get; private set; }

        /// <summary>The number.</summary>
        public long Number { get; private set; }

        /// <summary>Goes to the next; false behind the last.</summary>
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
