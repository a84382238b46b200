using System.Globalization;
using Cardio.Benchmarks.Model;
using Cardio.Model.Serving;

namespace Cardio.Benchmarks.Load;

/// <summary>The same made-up patients as each of the programs reads them, in a folder that is gone at the end.</summary>
internal sealed class BatchFiles : IDisposable
{
    /// <summary>Patients in each file: the most that the site takes.</summary>
    public const int Rows = 100_000;

    private const double DaysPerYear = 365.25;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cardio-batch-");

    /// <summary>Writes the files.</summary>
    public BatchFiles()
    {
        var patients = MadeUpPatients.Take(Rows, seed: 9);
        File.WriteAllLines(Table.FullName, patients.Select((patient, place) => string.Create(CultureInfo.InvariantCulture,
            $"{place};{Math.Ceiling((patient.AgeYears + 0.5) * DaysPerYear)};{(int)patient.Sex! + 1};{patient.HeightCm};{patient.WeightKg:F1};{patient.SystolicMmHg};{patient.DiastolicMmHg};{(int)patient.Cholesterol};{(int)patient.Glucose};{Number(patient.Smoker)};{Number(patient.DrinksAlcohol)};{Number(patient.PhysicallyActive)}"))
            .Prepend("id;age;gender;height;weight;ap_hi;ap_lo;cholesterol;gluc;smoke;alco;active"));
        File.WriteAllLines(Plain.FullName, patients.Select(patient => MlPatientRow.FromFeatures(patient)).Select((row, place) => string.Create(CultureInfo.InvariantCulture,
            $"{place};{row.AgeYears};{row.Sex};{row.HeightCm};{row.WeightKg:F1};{row.SystolicMmHg};{row.DiastolicMmHg};{row.Cholesterol};{row.Glucose};{row.Smoker};{row.DrinksAlcohol};{row.PhysicallyActive}"))
            .Prepend("Id;AgeYears;Sex;HeightCm;WeightKg;SystolicMmHg;DiastolicMmHg;Cholesterol;Glucose;Smoker;DrinksAlcohol;PhysicallyActive"));
    }

    /// <summary>In the public table's layout, age in days.</summary>
    public FileInfo Table => In("table.csv");

    /// <summary>As the model's file reads numbers, age in years.</summary>
    public FileInfo Plain => In("plain.csv");

    /// <summary>A file of the folder.</summary>
    public FileInfo In(string name) => new(Path.Combine(_folder.FullName, name));

    public void Dispose() => _folder.Delete(recursive: true);

    private static int Number(bool? value) => value == true ? 1 : 0;
}
