using System.Runtime.CompilerServices;
using Cardio.Model.Patients;

namespace Cardio.Model.Serving;

/// <summary>One rise from 0 to 1 along an axis, linear between two knots; falling where the second knot is the lower one.</summary>
internal sealed record Ramp(int From, int To)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double At(double value) => Math.Clamp((value - From) / (To - From), 0, 1);
}

/// <summary>One column of the design: a ramp, or two ramps of different axes joined.</summary>
/// <param name="First">Axis of the first ramp.</param>
/// <param name="FirstRamp">The first ramp.</param>
/// <param name="Second">Axis of the second ramp, or -1.</param>
/// <param name="SecondRamp">The second ramp.</param>
/// <param name="IsUnion">
/// False: the product a·b, an effect that needs both. True: 1 − (1 − a)(1 − b), an effect that either brings in full, which lets
/// the estimate saturate. Both rise in both axes, so that non-negative weights keep the model monotone.
/// </param>
internal sealed record DesignColumn(int First, Ramp FirstRamp, int Second, Ramp? SecondRamp, bool IsUnion)
{
    /// <summary>The column at a patient's axis values; 0 where one that it needs is not known.</summary>
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
/// The columns of the logistic regression: ramps between knots for every axis, and joined ramps for the pairs that interact.
/// Beyond the outer knots a ramp is constant, so that a value outside the training range is scored like the nearest one inside.
/// Made in plain loops: this runs at every start of the site, where queries over values would have to be compiled first.
/// </summary>
internal static class SplineDesign
{
    /// <summary>
    /// Axes: one a <see cref="PatientFeature"/> in its order, then the weight, used only where the height is not known, then the
    /// height.
    /// </summary>
    public const int AxisCount = 12;

    /// <summary>The axis of the weight in kg.</summary>
    public const int WeightAxis = 10;

    /// <summary>The axis of the height in cm.</summary>
    public const int HeightAxis = 11;

    /// <summary>Number of columns; a constant because ML.NET's row type needs one. A test compares it with the list.</summary>
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

    /// <summary>The ramps of each axis on its own. Sex and height enter once in each direction, which leaves their signs free.</summary>
    private static readonly Ramp[][] Mains =
    [
        Between(TrainedAge.MinimumYears, 41, 43, 45, 47, 49, 51, 53, 55, 57, 59, 61, 63, TrainedAge.OldestScoredYears),
        [new(0, 1), new(1, 0)],
        Between(18, 20, 22, 24, 26, 28, 30, 33, 36, 40, 45),
        Between(90, 100, 110, 115, 119, 120, 125, 129, 130, 135, 139, 140, 145, 150, 160, 170, 180),
        Between(60, 65, 70, 75, 79, 80, 85, 89, 90, 95, 100, 110),
        Between(1, 2, 3),
        Between(1, 2, 3),
        Between(0, 1),
        Between(0, 1),
        Between(0, 1),
        Between(45, 50, 55, 60, 65, 70, 75, 80, 85, 90, 95, 100, 110, 120),
        [.. Between(150, 155, 160, 165, 170, 175, 180), .. Between(180, 175, 170, 165, 160, 155, 150)],
    ];

    private static readonly Ramp[] CoarseAge = Between(TrainedAge.MinimumYears, 44, 49, 54, 59, TrainedAge.MaximumYears);
    private static readonly Ramp[] CoarseBodyMassIndex = Between(20, 25, 30, 35, 40);
    private static readonly Ramp[] CoarseSystolic = Between(100, 110, 119, 120, 129, 130, 139, 140, 150, 160);
    private static readonly Ramp[] CoarseDiastolic = Between(70, 79, 80, 89, 90, 100);
    private static readonly Ramp[] CoarseWeight = Between(60, 70, 80, 90, 105);

    /// <summary>The pairs of axes that interact.</summary>
    public static IReadOnlyList<(int First, int Second)> Pairs { get; } =
    [
        (Systolic, Age), (Systolic, BodyMassIndex), (Systolic, Diastolic), (Systolic, Activity), (Systolic, Smoking),
        (Cholesterol, Systolic), (Cholesterol, Glucose), (Cholesterol, Age), (Cholesterol, BodyMassIndex), (Cholesterol, Diastolic),
        (Age, Activity),
        (Age, Sex), (BodyMassIndex, Sex), (Systolic, Sex), (Diastolic, Sex), (Cholesterol, Sex), (Activity, Sex), (Smoking, Sex),
        (Alcohol, Sex),
        (Systolic, WeightAxis), (Cholesterol, WeightAxis), (Age, WeightAxis),
    ];

    /// <summary>All columns, in the order of the weights.</summary>
    public static IReadOnlyList<DesignColumn> Columns { get; } = [.. AllColumns()];

    /// <summary>The knots of every axis, ascending: between two of them every column is linear in that axis.</summary>
    public static IReadOnlyList<int[]> Knots { get; } = AllKnots();

    /// <summary>The <see cref="PatientFeature"/> under whose name an axis is explained; no pair joins two axes of one feature.</summary>
    public static int FeatureOf(int axis) => axis is WeightAxis or HeightAxis ? BodyMassIndex : axis;

    /// <summary>Reads a patient's value on every axis.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="axes">Receives the values; not a number where the pattern of the patient does not know one.</param>
    public static void ReadAxes(in PatientFeatures patient, Span<double> axes) =>
        ReadKnownAxes(patient, MeasurementPatterns.FromPatient(patient), axes);

    /// <summary>The same where the patient's pattern is known already.</summary>
    /// <param name="patient">The patient.</param>
    /// <param name="pattern">From <see cref="MeasurementPatterns.FromPatient"/>.</param>
    /// <param name="axes">Receives the values; not a number where the pattern of the patient does not know one.</param>
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

    /// <summary>Computes every column; 0 where an axis is not known.</summary>
    /// <param name="axes">From <see cref="ReadAxes"/>.</param>
    /// <param name="columns">Receives <see cref="ColumnCount"/> values.</param>
    public static void Expand(ReadOnlySpan<double> axes, Span<float> columns)
    {
        for (var c = 0; c < Columns.Count; c++) columns[c] = Columns[c].At(axes);
    }

    private static Ramp[] Between(params int[] knots)
    {
        var ramps = new Ramp[knots.Length - 1];
        for (var i = 0; i < ramps.Length; i++) ramps[i] = new(knots[i], knots[i + 1]);
        return ramps;
    }

    private static IEnumerable<DesignColumn> AllColumns()
    {
        for (var axis = 0; axis < AxisCount; axis++)
        {
            foreach (var ramp in Mains[axis]) yield return new(axis, ramp, -1, null, false);
        }
        for (var pair = 0; pair < Pairs.Count; pair++)
        {
            var (first, second) = Pairs[pair];
            foreach (var a in CoarseRamps(first))
            {
                foreach (var b in CoarseRamps(second))
                {
                    yield return new(first, a, second, b, false);
                    // Joined with a ramp in each direction, as of sex, the product alone spans what the union does.
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
        _ => Mains[axis],
    };

    private static int[][] AllKnots()
    {
        var knots = new int[AxisCount][];
        for (var axis = 0; axis < AxisCount; axis++) knots[axis] = KnotsOf(axis);
        return knots;
    }

    private static int[] KnotsOf(int axis)
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
