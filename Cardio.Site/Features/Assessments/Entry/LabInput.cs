using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>Unit of a laboratory value.</summary>
public enum LabUnit
{
    /// <summary>Milligrams in a decilitre.</summary>
    MgDl,

    /// <summary>Millimoles in a litre.</summary>
    MmolL,
}

/// <summary>Laboratory values to be placed into their classes; never stored.</summary>
public sealed class LabInput
{
    /// <summary>Total cholesterol.</summary>
    [Display(Name = "LabCholesterol")]
    [Range(0.1, 2000, ErrorMessage = "MustBeBetween")]
    public double? Cholesterol { get; set; }

    /// <summary>Fasting glucose.</summary>
    [Display(Name = "LabGlucose")]
    [Range(0.1, 2000, ErrorMessage = "MustBeBetween")]
    public double? Glucose { get; set; }

    /// <summary>Unit of both.</summary>
    public LabUnit Unit { get; set; }
}
