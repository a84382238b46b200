namespace Cardio.Site.Clinic;

/// <summary>Marks the texts of <c>ClinicText.resx</c>: a patient's values and their rules, in the words of every feature.</summary>
public sealed class ClinicText;
