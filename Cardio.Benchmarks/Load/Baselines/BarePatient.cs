namespace Cardio.Benchmarks.Load.Baselines;

/// <summary>A patient as the framework alone reads one: of the body's JSON, or of the fields of a form.</summary>
/// <param name="AgeYears">Age in completed years.</param>
/// <param name="Sex">Sex.</param>
/// <param name="HeightCm">Height in cm.</param>
/// <param name="WeightKg">Weight in kg.</param>
/// <param name="SystolicMmHg">Systolic blood pressure in mmHg.</param>
/// <param name="DiastolicMmHg">Diastolic blood pressure in mmHg.</param>
/// <param name="Cholesterol">Cholesterol class.</param>
/// <param name="Glucose">Glucose class.</param>
/// <param name="Smoker">Whether the patient smokes.</param>
/// <param name="DrinksAlcohol">Whether the patient drinks alcohol.</param>
/// <param name="PhysicallyActive">Whether the patient is physically active.</param>
public sealed record BarePatient(
    int AgeYears, string Sex, double HeightCm, double WeightKg, int SystolicMmHg, int DiastolicMmHg, string Cholesterol, string Glucose,
    bool Smoker, bool DrinksAlcohol, bool PhysicallyActive);
