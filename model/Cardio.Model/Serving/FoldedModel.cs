namespace Cardio.Model.Serving;

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
        // Most weights rest on 0; what is left is grouped once, and in plain loops, since this runs at every start of the site.
        var alone = new List<Term>[SplineDesign.AxisCount];
        var together = new List<Term>?[SplineDesign.AxisCount, SplineDesign.AxisCount];
        for (var axis = 0; axis < alone.Length; axis++) alone[axis] = [];
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] == 0) continue;
            var column = SplineDesign.Columns[i];
            (column.Second < 0 ? alone[column.First] : together[column.First, column.Second] ??= []).Add(new(column, weights[i]));
        }
        var axes = new List<Axis>();
        for (var axis = 0; axis < alone.Length; axis++)
        {
            if (knownAxes.Contains(axis)) axes.Add(new(axis, alone[axis]));
        }
        _axes = [.. axes];
        _pairs = Pairs(together, knownAxes);
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
        foreach (ref readonly var pair in _pairs.AsSpan())
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

    private static Pair[] Pairs(List<Term>?[,] together, IReadOnlySet<int> knownAxes)
    {
        var pairs = new Pair[SplineDesign.Pairs.Count];
        var count = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            var (first, second) = SplineDesign.Pairs[i];
            if (together[first, second] is { } terms && knownAxes.Contains(first) && knownAxes.Contains(second))
                pairs[count++] = new(first, second, terms);
        }
        return pairs[..count];
    }

    private sealed record Term(DesignColumn Column, double Weight);

    private sealed class Axis
    {
        private readonly int[] _knots;
        private readonly byte[] _segmentOf;
        private readonly double[] _inverseWidths;
        private readonly double[] _values;

        public Axis(int index, List<Term> terms)
        {
            Index = index;
            _knots = SplineDesign.Knots[index];
            _inverseWidths = new double[_knots.Length - 1];
            _segmentOf = new byte[_knots[^1] - _knots[0] + 1];
            _values = new double[_knots.Length];
            for (var segment = 0; segment < _inverseWidths.Length; segment++)
            {
                _inverseWidths[segment] = 1.0 / (_knots[segment + 1] - _knots[segment]);
                _segmentOf.AsSpan(_knots[segment] - _knots[0]).Fill((byte)segment); // up to the last knot; the next segment goes over it
            }
            for (var knot = 0; knot < _knots.Length; knot++) _values[knot] = Sum(_knots[knot], terms);
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

        private static double Sum(int knot, List<Term> terms)
        {
            double sum = 0;
            foreach (var (column, weight) in terms)
                sum += weight * column.At(knot, 0);
            return sum;
        }
    }

    private readonly struct Pair
    {
        private readonly int _width;
        private readonly double[] _values;

        public Pair(int first, int second, List<Term> terms)
        {
            (First, Second) = (first, second);
            var (rows, columns) = (SplineDesign.Knots[first], SplineDesign.Knots[second]);
            _width = columns.Length;
            _values = new double[rows.Length * _width];
            for (var i = 0; i < _values.Length; i++)
            {
                foreach (var (column, weight) in terms)
                    _values[i] += weight * column.At(rows[i / _width], columns[i % _width]);
            }
        }

        public int First { get; }

        public int Second { get; }

        public double At(int i, double s, int j, double t)
        {
            var upper = _values.AsSpan(i * _width + j, _width + 2);
            var a = upper[0] + t * (upper[1] - upper[0]);
            var b = upper[_width] + t * (upper[_width + 1] - upper[_width]);
            return a + s * (b - a);
        }

        public double At((int I, double S) first, (int J, double T) second) => At(first.I, first.S, second.J, second.T);
    }
}
