using System.Runtime.CompilerServices;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>Piecewise-linear basis function: rises from 0 to 1 between two knots, or falls if the second knot is the lower one.</summary>
internal sealed record Ramp(int From, int To)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double At(double value) => Math.Clamp((value - From) / (To - From), 0, 1);
}

/// <summary>Column of the design matrix: a ramp, or an interaction of two ramps on different axes.</summary>
/// <param name="First">Axis of the first ramp.</param>
/// <param name="FirstRamp">First ramp.</param>
/// <param name="Second">Axis of the second ramp, or -1.</param>
/// <param name="SecondRamp">Second ramp, or null.</param>
/// <param name="IsUnion">
/// False: the product a·b, an effect that needs both. True: the union 1 − (1 − a)(1 − b), an effect that either axis alone reaches
/// in full, so the estimate can saturate. Both increase in both axes, so non-negative weights keep the model monotone.
/// </param>
internal sealed record DesignColumn(int First, Ramp FirstRamp, int Second, Ramp? SecondRamp, bool IsUnion)
{
    /// <summary>Evaluates the column at a patient's axis values; 0 if an axis that it needs is unknown.</summary>
    public float At(ReadOnlySpan<double> axes)
    {
        var first = axes[First];
        var second = Second < 0 ? 0 : axes[Second];
        return double.IsNaN(first) || double.IsNaN(second) ? 0 : (float)At(first, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double At(double first, double second)
    {
        var a = FirstRamp.At(first);
        if (SecondRamp is null)
            return a;
        var b = SecondRamp.At(second);
        return IsUnion ? a + b - a * b : a * b;
    }
}

/// <summary>
/// Design matrix of the logistic regression: linear spline bases for every axis, and their interactions for some pairs of axes.
/// Ramps are constant beyond the outer knots, so a value outside the training range is scored at the nearest knot.
/// Plain loops, because this runs at every start of the site and LINQ would have to be JIT-compiled first.
/// </summary>
internal static class SplineDesign
{
    /// <summary>
    /// Number of axes: one per <see cref="PatientFeature"/> in its order, then weight (used only if the height is unknown) and
    /// height.
    /// </summary>
    public const int AxisCount = 12;

    /// <summary>Index of the axis of weight in kg.</summary>
    public const int WeightAxis = 10;

    /// <summary>Index of the axis of height in cm.</summary>
    public const int HeightAxis = 11;

    /// <summary>Number of columns. A constant, because the attribute of ML.NET's row type needs one; a test checks it.</summary>
    public const int ColumnCount = 666;

    private const int Age = (int)PatientFeature.Age;
    private const int Sex = (int)PatientFeature.Sex;
    private const int BodyMassIndex = (int)PatientFeature.BodyMassIndex;
    private const int Systolic = (int)PatientFeature.Systolic;
    private const int Diastolic = (int)PatientFeature.Diastolic;
    private const int Cholesterol = (int)PatientFeature.Cholesterol;
    private const int Glucose = (int)PatientFeature.Glucose;
    private const int Smoking = (int)PatientFeature.Smoking;
    private const int Alcohol = (int)PatientFeature.Alcohol;
    private const int Activity = (int)PatientFeature.Activity;

    /// <summary>Main effects of each axis. Sex and height have ramps in both directions, so the sign of their effect is free.</summary>
    private static readonly Ramp[][] MainEffects =
    [
        Ramps(TrainedAge.MinimumYears, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63, TrainedAge.OldestScoredYears),
        [new(0, 1), new(1, 0)],
        Ramps(18, 20, 22, 24, 26, 28, 30, 33, 36, 40, 45),
        Ramps(90, 100, 110, 115, 119, 120, 125, 129, 130, 135, 139, 140, 145, 150, 160, 170, 180),
        Ramps(60, 65, 70, 75, 79, 80, 85, 89, 90, 95, 100, 110),
        Ramps(1, 2, 3),
        Ramps(1, 2, 3),
        Ramps(0, 1),
        Ramps(0, 1),
        Ramps(0, 1),
        Ramps(45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 110, 120),
        [.. Ramps(150, 155, 160, 165, 170, 175, 180), .. Ramps(180, 175, 170, 165, 160, 155, 150)],
    ];

    private static readonly Ramp[] CoarseAge = Ramps(TrainedAge.MinimumYears, 44, 49, 54, 59, TrainedAge.MaximumYears);
    private static readonly Ramp[] CoarseBodyMassIndex = Ramps(20, 25, 30, 35, 40);
    private static readonly Ramp[] CoarseSystolic = Ramps(100, 110, 119, 120, 129, 130, 139, 140, 150, 160);
    private static readonly Ramp[] CoarseDiastolic = Ramps(70, 79, 80, 89, 90, 100);
    private static readonly Ramp[] CoarseWeight = Ramps(60, 70, 80, 90, 105);

    /// <summary>Pairs of axes with an interaction.</summary>
    public static IReadOnlyList<(int First, int Second)> Pairs { get; } =
    [
        (Systolic, Age), (Systolic, BodyMassIndex), (Systolic, Diastolic), (Systolic, Activity), (Systolic, Smoking),
        (Cholesterol, Systolic), (Cholesterol, Glucose), (Cholesterol, Age), (Cholesterol, BodyMassIndex), (Cholesterol, Diastolic),
        (Age, Activity),
        (Age, Sex), (BodyMassIndex, Sex), (Systolic, Sex), (Diastolic, Sex), (Cholesterol, Sex), (Activity, Sex), (Smoking, Sex),
        (Alcohol, Sex),
        (Systolic, WeightAxis), (Cholesterol, WeightAxis), (Age, WeightAxis),
    ];

    /// <summary>Columns in the order of the weights.</summary>
    public static IReadOnlyList<DesignColumn> Columns { get; } = [.. CreateColumns()];

    /// <summary>Knots of each axis, ascending; every column is linear in the axis between two knots.</summary>
    public static IReadOnlyList<int[]> Knots { get; } = CollectKnots();

    /// <summary>Returns the <see cref="PatientFeature"/> of an axis in explanations; no pair has two axes of one feature.</summary>
    public static int ExplainedFeature(int axis) => axis is WeightAxis or HeightAxis ? BodyMassIndex : axis;

    /// <summary>Computes a patient's value on every axis.</summary>
    /// <param name="patient">Inputs of the patient.</param>
    /// <param name="axes">Receives the values; NaN for axes that the pattern does not use.</param>
    public static void ReadAxes(in PatientFeatures patient, Span<double> axes) =>
        ReadKnownAxes(patient, MeasurementPatterns.FromPatient(patient), axes);

    /// <summary>Computes a patient's value on every axis when the pattern is already known.</summary>
    /// <param name="patient">Inputs of the patient.</param>
    /// <param name="pattern">Result of <see cref="MeasurementPatterns.FromPatient"/>.</param>
    /// <param name="axes">Receives the values; NaN for axes that the pattern does not use.</param>
    public static void ReadKnownAxes(in PatientFeatures patient, MeasurementPattern pattern, Span<double> axes)
    {
        axes.Fill(double.NaN);
        axes[Age] = patient.AgeYears;
        axes[Systolic] = patient.SystolicMmHg;
        axes[Diastolic] = patient.DiastolicMmHg;
        if (patient.Cholesterol != LabLevel.NotMeasured)
            axes[Cholesterol] = (int)patient.Cholesterol;
        if (pattern >= MeasurementPattern.FiveInputs)
        {
            axes[WeightAxis] = patient.WeightKg;
            return;
        }
        var metres = patient.HeightCm!.Value / 100;
        axes[BodyMassIndex] = patient.WeightKg / (metres * metres);
        axes[HeightAxis] = patient.HeightCm.Value;
        axes[Sex] = (int)patient.Sex!.Value;
        axes[Smoking] = patient.Smoker!.Value ? 1 : 0;
        axes[Alcohol] = patient.DrinksAlcohol!.Value ? 1 : 0;
        axes[Activity] = patient.PhysicallyActive!.Value ? 0 : 1;
        if (patient.Glucose != LabLevel.NotMeasured)
            axes[Glucose] = (int)patient.Glucose;
    }

    /// <summary>Evaluates every column; 0 if an axis is unknown.</summary>
    /// <param name="axes">Axis values from <see cref="ReadAxes"/>.</param>
    /// <param name="columns">Receives <see cref="ColumnCount"/> values.</param>
    public static void Expand(ReadOnlySpan<double> axes, Span<float> columns)
    {
        for (var c = 0; c < Columns.Count; c++) columns[c] = Columns[c].At(axes);
    }

    private static Ramp[] Ramps(params int[] knots)
    {
        var ramps = new Ramp[knots.Length - 1];
        for (var i = 0; i < ramps.Length; i++) ramps[i] = new(knots[i], knots[i + 1]);
        return ramps;
    }

    private static IEnumerable<DesignColumn> CreateColumns()
    {
        for (var axis = 0; axis < AxisCount; axis++)
        {
            foreach (var ramp in MainEffects[axis]) yield return new(axis, ramp, -1, null, false);
        }
        for (var pair = 0; pair < Pairs.Count; pair++)
        {
            var (first, second) = Pairs[pair];
            foreach (var a in CoarseRamps(first))
            {
                foreach (var b in CoarseRamps(second))
                {
                    yield return new(first, a, second, b, false);
                    // Sex has ramps in both directions, so the products already span the unions.
                    if (second != Sex) yield return new(first, a, second, b, true);
                }
            }
        }
    }

    private static Ramp[] CoarseRamps(int axis) => axis switch
    {
        Age => CoarseAge,
        BodyMassIndex => CoarseBodyMassIndex,
        Systolic => CoarseSystolic,
        Diastolic => CoarseDiastolic,
        WeightAxis => CoarseWeight,
        _ => MainEffects[axis],
    };

    private static int[][] CollectKnots()
    {
        var knots = new int[AxisCount][];
        for (var axis = 0; axis < AxisCount; axis++) knots[axis] = CollectKnots(axis);
        return knots;
    }

    private static int[] CollectKnots(int axis)
    {
        var knots = new List<int>();
        foreach (var column in Columns)
        {
            if (column.First == axis) Add(column.FirstRamp);
            if (column.Second == axis) Add(column.SecondRamp!);
        }
        knots.Sort();
        return [.. knots];

        void Add(Ramp ramp)
        {
            if (!knots.Contains(ramp.From)) knots.Add(ramp.From);
            if (!knots.Contains(ramp.To)) knots.Add(ramp.To);
        }
    }
}
