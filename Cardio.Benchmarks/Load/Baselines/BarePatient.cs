namespace Cardio.Benchmarks.Load.Baselines;

/// <summary>Patient that the framework binds from a JSON body or from form fields.</summary>
/// <param name="AgeYears">Age in completed years.</param>
/// <param name="Sex"><c>female</c> or <c>male</c>.</param>
/// <param name="HeightCm">Height in cm.</param>
/// <param name="WeightKg">Weight in kg.</param>
/// <param name="SystolicMmHg">Systolic blood pressure in mmHg.</param>
/// <param name="DiastolicMmHg">Diastolic blood pressure in mmHg.</param>
/// <param name="Cholesterol">Cholesterol category.</param>
/// <param name="Glucose">Glucose category.</param>
/// <param name="Smoker">Whether the patient smokes.</param>
/// <param name="DrinksAlcohol">Whether the patient drinks alcohol.</param>
/// <param name="PhysicallyActive">Whether the patient is physically active.</param>
public sealed record BarePatient(
    int AgeYears,
    string Sex,
    double HeightCm,
    double WeightKg,
    int SystolicMmHg,
    int DiastolicMmHg,
    string Cholesterol,
    string Glucose,
    bool Smoker,
    bool DrinksAlcohol,
    bool PhysicallyActive);
