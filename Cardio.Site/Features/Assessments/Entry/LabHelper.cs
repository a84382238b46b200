using Cardio.Model.Patients;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>
/// Places a measured value into one of the three classes. The training data does not say where its laboratories drew the lines, so the
/// usual ones are taken: total cholesterol by NCEP ATP III (2001), fasting glucose by the American Diabetes Association.
/// </summary>
internal static class LabHelper
{
    /// <summary>Cholesterol from here on is above normal, in mg/dL.</summary>
    public const double CholesterolAboveMgDl = 200;

    /// <summary>Cholesterol from here on is well above normal, in mg/dL.</summary>
    public const double CholesterolWellAboveMgDl = 240;

    /// <summary>Fasting glucose from here on is above normal, in mg/dL.</summary>
    public const double GlucoseAboveMgDl = 100;

    /// <summary>Fasting glucose from here on is well above normal, in mg/dL.</summary>
    public const double GlucoseWellAboveMgDl = 126;

    /// <summary>One mmol/L of cholesterol in mg/dL (molar mass 386.65 g/mol).</summary>
    public const double CholesterolMgDlPerMmolL = 38.67;

    /// <summary>One mmol/L of glucose in mg/dL (molar mass 180.16 g/mol).</summary>
    public const double GlucoseMgDlPerMmolL = 18.016;

    // Between these a value lies: what lies outside was typed in another unit, or wrongly.
    private static readonly (double Low, double High) CholesterolMgDl = (50, 1000);
    private static readonly (double Low, double High) GlucoseMgDl = (20, 1000);

    /// <summary>The class of a total cholesterol.</summary>
    public static LabLevel Cholesterol(double value, LabUnit unit) =>
        Level(value * MgDlOf(unit, CholesterolMgDlPerMmolL), CholesterolAboveMgDl, CholesterolWellAboveMgDl);

    /// <summary>The class of a fasting glucose.</summary>
    public static LabLevel Glucose(double value, LabUnit unit) =>
        Level(value * MgDlOf(unit, GlucoseMgDlPerMmolL), GlucoseAboveMgDl, GlucoseWellAboveMgDl);

    /// <summary>Between which a total cholesterol lies in a unit.</summary>
    public static (double Low, double High) CholesterolRange(LabUnit unit) => In(unit, CholesterolMgDl, CholesterolMgDlPerMmolL);

    /// <summary>Between which a fasting glucose lies in a unit.</summary>
    public static (double Low, double High) GlucoseRange(LabUnit unit) => In(unit, GlucoseMgDl, GlucoseMgDlPerMmolL);

    private static (double Low, double High) In(LabUnit unit, (double Low, double High) mgDl, double mgDlPerMmolL) =>
        (mgDl.Low / MgDlOf(unit, mgDlPerMmolL), mgDl.High / MgDlOf(unit, mgDlPerMmolL));

    private static double MgDlOf(LabUnit unit, double mgDlPerMmolL) => unit == LabUnit.MmolL ? mgDlPerMmolL : 1;

    private static LabLevel Level(double mgDl, double above, double wellAbove) =>
        mgDl >= wellAbove ? LabLevel.WellAboveNormal : mgDl >= above ? LabLevel.AboveNormal : LabLevel.Normal;
}
