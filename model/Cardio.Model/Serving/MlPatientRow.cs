using Cardio.Model.Patients;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace Cardio.Model.Serving;

/// <summary>Input row of the ML.NET model: same values and units as <see cref="PatientFeatures"/>, NaN if unknown.</summary>
public sealed class MlPatientRow
{
    /// <summary>Age in completed years.</summary>
    public float AgeYears { get; set; }

    /// <summary>0 female, 1 male.</summary>
    public float Sex { get; set; }

    /// <summary>Height in cm.</summary>
    public float HeightCm { get; set; }

    /// <summary>Weight in kg.</summary>
    public float WeightKg { get; set; }

    /// <summary>Systolic pressure in mmHg.</summary>
    public float SystolicMmHg { get; set; }

    /// <summary>Diastolic pressure in mmHg.</summary>
    public float DiastolicMmHg { get; set; }

    /// <summary>1 normal, 2 above, 3 well above normal.</summary>
    public float Cholesterol { get; set; }

    /// <summary>1 normal, 2 above, 3 well above normal.</summary>
    public float Glucose { get; set; }

    /// <summary>1 smoker, 0 not.</summary>
    public float Smoker { get; set; }

    /// <summary>1 drinks alcohol, 0 not.</summary>
    public float DrinksAlcohol { get; set; }

    /// <summary>1 physically active, 0 not.</summary>
    public float PhysicallyActive { get; set; }

    /// <summary>Converts the inputs of a patient to a row.</summary>
    /// <param name="patient">Inputs of the patient.</param>
    public static MlPatientRow FromFeatures(in PatientFeatures patient) => new()
    {
        AgeYears = patient.AgeYears,
        Sex = patient.Sex is { } sex ? (float)sex : float.NaN,
        HeightCm = (float?)patient.HeightCm ?? float.NaN,
        WeightKg = (float)patient.WeightKg,
        SystolicMmHg = patient.SystolicMmHg,
        DiastolicMmHg = patient.DiastolicMmHg,
        Cholesterol = LevelOrNaN(patient.Cholesterol),
        Glucose = LevelOrNaN(patient.Glucose),
        Smoker = NumberOrNaN(patient.Smoker),
        DrinksAlcohol = NumberOrNaN(patient.DrinksAlcohol),
        PhysicallyActive = NumberOrNaN(patient.PhysicallyActive),
    };

    /// <summary>Converts the row to the inputs of a patient.</summary>
    public PatientFeatures ToFeatures() => new()
    {
        AgeYears = (int)AgeYears,
        Sex = float.IsNaN(Sex) ? null : (Sex)(int)Sex,
        HeightCm = float.IsNaN(HeightCm) ? null : HeightCm,
        WeightKg = WeightKg,
        SystolicMmHg = (int)SystolicMmHg,
        DiastolicMmHg = (int)DiastolicMmHg,
        Cholesterol = float.IsNaN(Cholesterol) ? LabLevel.NotMeasured : (LabLevel)(int)Cholesterol,
        Glucose = float.IsNaN(Glucose) ? LabLevel.NotMeasured : (LabLevel)(int)Glucose,
        Smoker = float.IsNaN(Smoker) ? null : Smoker == 1,
        DrinksAlcohol = float.IsNaN(DrinksAlcohol) ? null : DrinksAlcohol == 1,
        PhysicallyActive = float.IsNaN(PhysicallyActive) ? null : PhysicallyActive == 1,
    };

    private static float LevelOrNaN(LabLevel level) => level == LabLevel.NotMeasured ? float.NaN : (float)level;

    private static float NumberOrNaN(bool? value) => value is { } known ? (known ? 1 : 0) : float.NaN;
}

/// <summary>Output row of <see cref="DesignMapping"/>: the design-matrix row of a patient.</summary>
public sealed class DesignRow
{
    /// <summary>Values of the design columns, each 0 to 1.</summary>
    [VectorType(SplineDesign.ColumnCount)]
    public float[] Features { get; set; } = [];
}

/// <summary>ML.NET transform that expands the inputs of a patient into the columns of the design matrix.</summary>
[CustomMappingFactoryAttribute(Contract)]
public sealed class DesignMapping : CustomMappingFactory<MlPatientRow, DesignRow>
{
    /// <summary>Contract name of the transform in the ML.NET file.</summary>
    public const string Contract = "Cardio.SplineDesign";

    /// <summary>Computes the design columns of one row.</summary>
    /// <param name="row">Inputs of the patient.</param>
    /// <param name="design">Receives the columns.</param>
    public static void Expand(MlPatientRow row, DesignRow design)
    {
        Span<double> axes = stackalloc double[SplineDesign.AxisCount];
        SplineDesign.ReadAxes(row.ToFeatures(), axes);
        design.Features = new float[SplineDesign.ColumnCount];
        SplineDesign.Expand(axes, design.Features);
    }

    /// <inheritdoc/>
    public override Action<MlPatientRow, DesignRow> GetMapping() => Expand;
}
