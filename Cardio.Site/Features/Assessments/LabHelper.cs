using Cardio.Model;

namespace Cardio.Site.Features.Assessments;

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

    /// <summary>The class of a total cholesterol.</summary>
    public static LabLevel Cholesterol(double value, LabUnit unit) =>
        Level(unit == LabUnit.MmolL ? value * CholesterolMgDlPerMmolL : value, CholesterolAboveMgDl, CholesterolWellAboveMgDl);

    /// <summary>The class of a fasting glucose.</summary>
    public static LabLevel Glucose(double value, LabUnit unit) =>
        Level(unit == LabUnit.MmolL ? value * GlucoseMgDlPerMmolL : value, GlucoseAboveMgDl, GlucoseWellAboveMgDl);

    /// <summary>Laboratories report whole mg/dL, so a value converted from mmol/L is rounded to one before it meets a line.</summary>
    private static LabLevel Level(double mgDl, double above, double wellAbove) => Math.Round(mgDl, MidpointRounding.AwayFromZero) switch
    {
        var value when value >= wellAbove => LabLevel.WellAboveNormal,
        var value when value >= above => LabLevel.AboveNormal,
        _ => LabLevel.Normal,
    };
}
