namespace Cardio.Site.Clinic;

/// <summary>Marks <c>ClinicText.resx</c>: the names of a patient's values and their validation messages, for all features.</summary>
public sealed class ClinicText;
