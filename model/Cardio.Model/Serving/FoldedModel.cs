namespace Cardio.Model.Serving;

/// <summary>
/// Model of one measurement pattern as lookup tables: the logit contribution of each axis, and of each pair of axes, at the knots.
/// Every column is linear between knots in each of its axes, so (bi)linear interpolation gives the exact logit.
/// </summary>
internal sealed class FoldedModel
{
    private readonly Axis[] _axes;
    private readonly Pair[] _pairs;

    public FoldedModel(IReadOnlyList<double> weights, double bias, IReadOnlySet<int> knownAxes)
    {
        Bias = bias;
        // Most weights are 0. Plain loops, because LINQ would have to be JIT-compiled at every start of the site.
        var mainEffects = new List<Term>[SplineDesign.AxisCount];
        var interactions = new List<Term>?[SplineDesign.AxisCount, SplineDesign.AxisCount];
        for (var axis = 0; axis < mainEffects.Length; axis++) mainEffects[axis] = [];
        for (var i = 0; i < weights.Count; i++)
        {
            if (weights[i] == 0) continue;
            var column = SplineDesign.Columns[i];
            var terms = column.Second < 0 ? mainEffects[column.First] : interactions[column.First, column.Second] ??= [];
            terms.Add(new(column, weights[i]));
        }
        var axes = new List<Axis>();
        for (var axis = 0; axis < mainEffects.Length; axis++)
        {
            if (knownAxes.Contains(axis)) axes.Add(new(axis, mainEffects[axis]));
        }
        _axes = [.. axes];
        _pairs = Pairs(interactions, knownAxes);
    }

    /// <summary>Intercept, in logits.</summary>
    public double Bias { get; }

    /// <summary>Computes the logit at the given axis values; axes that the pattern does not use are ignored.</summary>
    public double Logit(ReadOnlySpan<double> axes)
    {
        Span<int> segments = stackalloc int[SplineDesign.AxisCount];
        Span<double> fractions = stackalloc double[SplineDesign.AxisCount];
        var logit = Bias;
        foreach (var axis in _axes)
        {
            var (segment, fraction) = axis.Locate(axes[axis.Index]);
            (segments[axis.Index], fractions[axis.Index]) = (segment, fraction);
            logit += axis.Interpolate(segment, fraction);
        }
        foreach (ref readonly var pair in _pairs.AsSpan())
            logit += pair.At(segments[pair.First], fractions[pair.First], segments[pair.Second], fractions[pair.Second]);
        return logit;
    }

    /// <summary>
    /// Decomposes the difference in logit between a patient and a base point exactly into main effects and pairwise interactions.
    /// </summary>
    /// <param name="axes">Axis values of the patient.</param>
    /// <param name="baseAxes">Axis values of the base point.</param>
    /// <param name="mainEffects">Receives the effect of changing one feature from the base to the patient.</param>
    /// <param name="interactions">Receives the interaction of features i and j at [i · features + j], and at the mirrored place.</param>
    public void Decompose(
        ReadOnlySpan<double> axes, ReadOnlySpan<double> baseAxes, Span<double> mainEffects, Span<double> interactions)
    {
        mainEffects.Clear();
        interactions.Clear();
        Span<(int, double)> patient = stackalloc (int, double)[SplineDesign.AxisCount];
        Span<(int, double)> basePoint = stackalloc (int, double)[SplineDesign.AxisCount];
        foreach (var axis in _axes)
        {
            patient[axis.Index] = axis.Locate(axes[axis.Index]);
            basePoint[axis.Index] = axis.Locate(baseAxes[axis.Index]);
            mainEffects[SplineDesign.ExplainedFeature(axis.Index)] +=
                axis.Interpolate(patient[axis.Index]) - axis.Interpolate(basePoint[axis.Index]);
        }
        foreach (var pair in _pairs)
        {
            var atBase = pair.At(basePoint[pair.First], basePoint[pair.Second]);
            var first = pair.At(patient[pair.First], basePoint[pair.Second]) - atBase;
            var second = pair.At(basePoint[pair.First], patient[pair.Second]) - atBase;
            var both = pair.At(patient[pair.First], patient[pair.Second]) - atBase - first - second;
            var (i, j) = (SplineDesign.ExplainedFeature(pair.First), SplineDesign.ExplainedFeature(pair.Second));
            mainEffects[i] += first;
            mainEffects[j] += second;
            interactions[i * mainEffects.Length + j] += both;
            interactions[j * mainEffects.Length + i] += both;
        }
    }

    private static Pair[] Pairs(List<Term>?[,] interactions, IReadOnlySet<int> knownAxes)
    {
        var pairs = new Pair[SplineDesign.Pairs.Count];
        var count = 0;
        for (var i = 0; i < pairs.Length; i++)
        {
            var (first, second) = SplineDesign.Pairs[i];
            if (interactions[first, second] is { } terms && knownAxes.Contains(first) && knownAxes.Contains(second))
                pairs[count++] = new(first, second, terms);
        }
        return pairs[..count];
    }

    private sealed record Term(DesignColumn Column, double Weight);

    private sealed class Axis
    {
        private readonly int[] _knots;
        private readonly byte[] _segmentByValue;
        private readonly double[] _inverseWidths;
        private readonly double[] _values;

        public Axis(int index, List<Term> terms)
        {
            Index = index;
            _knots = SplineDesign.Knots[index];
            _inverseWidths = new double[_knots.Length - 1];
            _segmentByValue = new byte[_knots[^1] - _knots[0] + 1];
            _values = new double[_knots.Length];
            for (var segment = 0; segment < _inverseWidths.Length; segment++)
            {
                _inverseWidths[segment] = 1.0 / (_knots[segment + 1] - _knots[segment]);
                // Assigns this segment to all higher values; later segments overwrite their part.
                _segmentByValue.AsSpan(_knots[segment] - _knots[0]).Fill((byte)segment);
            }
            for (var knot = 0; knot < _knots.Length; knot++) _values[knot] = Sum(_knots[knot], terms);
        }

        public int Index { get; }

        public (int Segment, double Fraction) Locate(double value)
        {
            value = Math.Clamp(value, _knots[0], _knots[^1]);
            int segment = _segmentByValue[(int)value - _knots[0]];
            return (segment, (value - _knots[segment]) * _inverseWidths[segment]);
        }

        public double Interpolate(int segment, double fraction) =>
            _values[segment] + fraction * (_values[segment + 1] - _values[segment]);

        public double Interpolate((int Segment, double Fraction) at) => Interpolate(at.Segment, at.Fraction);

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
