namespace Cardio.Model;

/// <summary>
/// The weights of one measurement pattern folded into tables over the knots. Every column is linear between the knots of each of
/// its axes, so that interpolation in the tables gives the design's logit exactly.
/// </summary>
internal sealed class FoldedModel
{
    private readonly Axis[] _axes;
    private readonly Pair[] _pairs;

    public FoldedModel(IReadOnlyList<double> weights, double bias, IReadOnlySet<int> knownAxes)
    {
        Bias = bias;
        _axes = [.. knownAxes.Order().Select(a => new Axis(a, weights))];
        _pairs = [.. SplineDesign.Pairs.Where(p => knownAxes.Contains(p.First) && knownAxes.Contains(p.Second))
            .Select(p => new Pair(p.First, p.Second, weights))];
    }

    /// <summary>The intercept in logit.</summary>
    public double Bias { get; }

    /// <summary>The logit at the given axis values; the axes that the pattern does not know are not read.</summary>
    public double Logit(ReadOnlySpan<double> axes)
    {
        Span<int> segments = stackalloc int[SplineDesign.AxisCount];
        Span<double> fractions = stackalloc double[SplineDesign.AxisCount];
        var logit = Bias;
        foreach (var axis in _axes)
        {
            var (segment, fraction) = axis.Locate(axes[axis.Index]);
            (segments[axis.Index], fractions[axis.Index]) = (segment, fraction);
            logit += axis.Main(segment, fraction);
        }
        foreach (var pair in _pairs)
            logit += pair.At(segments[pair.First], fractions[pair.First], segments[pair.Second], fractions[pair.Second]);
        return logit;
    }

    /// <summary>
    /// The exact decomposition of a logit against a base point: what each feature adds alone, and what each two add together.
    /// </summary>
    /// <param name="axes">The patient's axis values.</param>
    /// <param name="baseAxes">The base point's.</param>
    /// <param name="alone">Receives the effect of moving one feature from the base to the patient.</param>
    /// <param name="together">Receives, at [i · features + j] and mirrored, the interaction of two moves.</param>
    public void Decompose(ReadOnlySpan<double> axes, ReadOnlySpan<double> baseAxes, Span<double> alone, Span<double> together)
    {
        alone.Clear();
        together.Clear();
        Span<(int, double)> here = stackalloc (int, double)[SplineDesign.AxisCount];
        Span<(int, double)> there = stackalloc (int, double)[SplineDesign.AxisCount];
        foreach (var axis in _axes)
        {
            here[axis.Index] = axis.Locate(axes[axis.Index]);
            there[axis.Index] = axis.Locate(baseAxes[axis.Index]);
            alone[SplineDesign.FeatureOf(axis.Index)] += axis.Main(here[axis.Index]) - axis.Main(there[axis.Index]);
        }
        foreach (var pair in _pairs)
        {
            var none = pair.At(there[pair.First], there[pair.Second]);
            var first = pair.At(here[pair.First], there[pair.Second]) - none;
            var second = pair.At(there[pair.First], here[pair.Second]) - none;
            var both = pair.At(here[pair.First], here[pair.Second]) - none - first - second;
            var (i, j) = (SplineDesign.FeatureOf(pair.First), SplineDesign.FeatureOf(pair.Second));
            alone[i] += first;
            alone[j] += second;
            together[i * alone.Length + j] += both;
            together[j * alone.Length + i] += both;
        }
    }

    private sealed class Axis
    {
        private readonly int[] _knots;
        private readonly byte[] _segmentOf;
        private readonly double[] _inverseWidths;
        private readonly double[] _values;

        public Axis(int index, IReadOnlyList<double> weights)
        {
            Index = index;
            _knots = SplineDesign.Knots[index];
            _inverseWidths = [.. _knots.Zip(_knots.Skip(1), (a, b) => 1.0 / (b - a))];
            _segmentOf = [.. Enumerable.Range(_knots[0], _knots[^1] - _knots[0] + 1)
                .Select(v => (byte)Math.Min(_knots.Count(k => k <= v) - 1, _knots.Length - 2))];
            _values = [.. _knots.Select(k => Sum(k, weights))];
        }

        public int Index { get; }

        public (int Segment, double Fraction) Locate(double value)
        {
            value = Math.Clamp(value, _knots[0], _knots[^1]);
            int segment = _segmentOf[(int)value - _knots[0]];
            return (segment, (value - _knots[segment]) * _inverseWidths[segment]);
        }

        public double Main(int segment, double fraction) =>
            _values[segment] + fraction * (_values[segment + 1] - _values[segment]);

        public double Main((int Segment, double Fraction) at) => Main(at.Segment, at.Fraction);

        private double Sum(int knot, IReadOnlyList<double> weights) => SplineDesign.Columns
            .Select((c, i) => c.First == Index && c.Second < 0 ? weights[i] * c.At(knot, 0) : 0).Sum();
    }

    private sealed class Pair
    {
        private readonly int _width;
        private readonly double[] _values;

        public Pair(int first, int second, IReadOnlyList<double> weights)
        {
            (First, Second) = (first, second);
            _width = SplineDesign.Knots[second].Length;
            var columns = SplineDesign.Columns.Index().Where(c => c.Item.First == first && c.Item.Second == second).ToArray();
            _values = [.. from a in SplineDesign.Knots[first]
                from b in SplineDesign.Knots[second]
                select columns.Sum(c => weights[c.Index] * c.Item.At(a, b))];
        }

        public int First { get; }

        public int Second { get; }

        public double At(int i, double s, int j, double t)
        {
            var upper = i * _width + j;
            var lower = upper + _width;
            var a = _values[upper] + t * (_values[upper + 1] - _values[upper]);
            var b = _values[lower] + t * (_values[lower + 1] - _values[lower]);
            return a + s * (b - a);
        }

        public double At((int I, double S) first, (int J, double T) second) => At(first.I, first.S, second.J, second.T);
    }
}
