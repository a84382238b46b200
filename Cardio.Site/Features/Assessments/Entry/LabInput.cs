using System.ComponentModel.DataAnnotations;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>Unit of a laboratory value.</summary>
public enum LabUnit
{
    /// <summary>Milligrams per decilitre.</summary>
    MgDl,

    /// <summary>Millimoles per litre.</summary>
    MmolL,
}

/// <summary>Measured values for the laboratory helper; not stored.</summary>
public sealed class LabInput
{
    /// <summary>Total cholesterol in <see cref="Unit"/>.</summary>
    [Display(Name = "LabCholesterol")]
    [Range(0.1, 2000, ErrorMessage = "MustBeBetween")]
    public double? Cholesterol { get; set; }

    /// <summary>Fasting glucose in <see cref="Unit"/>.</summary>
    [Display(Name = "LabGlucose")]
    [Range(0.1, 2000, ErrorMessage = "MustBeBetween")]
    public double? Glucose { get; set; }

    /// <summary>Unit of both values.</summary>
    public LabUnit Unit { get; set; }
}
