using Cardio.Model.Patients;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>
/// Classifies a measured value. The training data does not document its cut-offs, so the usual ones apply: NCEP ATP III (2001) for total
/// cholesterol and the American Diabetes Association's for fasting glucose.
/// </summary>
internal static class LabHelper
{
    /// <summary>Lowest cholesterol that is above normal, in mg/dL.</summary>
    public const double CholesterolAboveMgDl = 200;

    /// <summary>Lowest cholesterol that is well above normal, in mg/dL.</summary>
    public const double CholesterolWellAboveMgDl = 240;

    /// <summary>Lowest fasting glucose that is above normal, in mg/dL.</summary>
    public const double GlucoseAboveMgDl = 100;

    /// <summary>Lowest fasting glucose that is well above normal, in mg/dL.</summary>
    public const double GlucoseWellAboveMgDl = 126;

    /// <summary>One mmol/L of cholesterol in mg/dL (molar mass 386.65 g/mol).</summary>
    public const double CholesterolMgDlPerMmolL = 38.67;

    /// <summary>One mmol/L of glucose in mg/dL (molar mass 180.16 g/mol).</summary>
    public const double GlucoseMgDlPerMmolL = 18.016;

    // Plausible ranges: a value outside was entered in another unit or mistyped.
    private static readonly (double Low, double High) CholesterolMgDl = (50, 1000);
    private static readonly (double Low, double High) GlucoseMgDl = (20, 1000);

    /// <summary>Classifies total cholesterol.</summary>
    public static LabLevel Cholesterol(double value, LabUnit unit) =>
        Level(value * MgDlOf(unit, CholesterolMgDlPerMmolL), CholesterolAboveMgDl, CholesterolWellAboveMgDl);

    /// <summary>Classifies fasting glucose.</summary>
    public static LabLevel Glucose(double value, LabUnit unit) =>
        Level(value * MgDlOf(unit, GlucoseMgDlPerMmolL), GlucoseAboveMgDl, GlucoseWellAboveMgDl);

    /// <summary>The plausible range of total cholesterol in a unit.</summary>
    public static (double Low, double High) CholesterolRange(LabUnit unit) => In(unit, CholesterolMgDl, CholesterolMgDlPerMmolL);

    /// <summary>The plausible range of fasting glucose in a unit.</summary>
    public static (double Low, double High) GlucoseRange(LabUnit unit) => In(unit, GlucoseMgDl, GlucoseMgDlPerMmolL);

    private static (double Low, double High) In(LabUnit unit, (double Low, double High) mgDl, double mgDlPerMmolL) =>
        (mgDl.Low / MgDlOf(unit, mgDlPerMmolL), mgDl.High / MgDlOf(unit, mgDlPerMmolL));

    private static double MgDlOf(LabUnit unit, double mgDlPerMmolL) => unit == LabUnit.MmolL ? mgDlPerMmolL : 1;

    private static LabLevel Level(double mgDl, double above, double wellAbove) =>
        mgDl >= wellAbove ? LabLevel.WellAboveNormal : mgDl >= above ? LabLevel.AboveNormal : LabLevel.Normal;
}
