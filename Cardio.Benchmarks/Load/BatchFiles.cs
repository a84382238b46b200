using System.Globalization;
using Cardio.Benchmarks.Model;
using Cardio.Model.Patients;
using Cardio.Model.Serving;

namespace Cardio.Benchmarks.Load;

/// <summary>Files with the same synthetic patients in the format of each tool, in a temporary folder.</summary>
internal sealed class BatchFiles : IDisposable
{
    /// <summary>Patients per file: the maximum of the site.</summary>
    public const int Rows = 100_000;

    private const double DaysPerYear = 365.25;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cardio-batch-");

    /// <summary>Creates the files.</summary>
    public BatchFiles()
    {
        var patients = SyntheticPatients.Create(Rows, seed: 9);
        File.WriteAllLines(Table.FullName, patients
            .Select((patient, index) => TableLine(patient, index))
            .Prepend("id;age;gender;height;weight;ap_hi;ap_lo;cholesterol;gluc;smoke;alco;active"));
        File.WriteAllLines(Plain.FullName, patients
            .Select((patient, index) => PlainLine(MlPatientRow.FromFeatures(patient), index))
            .Prepend(string.Join(';', MachineLearningBatch.Columns)));
    }

    /// <summary>File in the layout of the public table, age in days.</summary>
    public FileInfo Table => In("table.csv");

    /// <summary>File in the layout of the ML.NET model, age in years.</summary>
    public FileInfo Plain => In("plain.csv");

    /// <summary>Returns a file in the folder.</summary>
    public FileInfo In(string name) => new(Path.Combine(_folder.FullName, name));

    public void Dispose() => _folder.Delete(recursive: true);

    private static string TableLine(PatientFeatures patient, int index)
    {
        object[] cells =
        [
            index, Math.Ceiling((patient.AgeYears + 0.5) * DaysPerYear), (int)patient.Sex! + 1,
            patient.HeightCm!, OneDecimal(patient.WeightKg), patient.SystolicMmHg, patient.DiastolicMmHg,
            (int)patient.Cholesterol, (int)patient.Glucose,
            Number(patient.Smoker), Number(patient.DrinksAlcohol), Number(patient.PhysicallyActive),
        ];
        return Join(cells);
    }

    private static string PlainLine(MlPatientRow row, int index)
    {
        object[] cells =
        [
            index, row.AgeYears, row.Sex, row.HeightCm, OneDecimal(row.WeightKg), row.SystolicMmHg, row.DiastolicMmHg,
            row.Cholesterol, row.Glucose, row.Smoker, row.DrinksAlcohol, row.PhysicallyActive,
        ];
        return Join(cells);
    }

    private static string Join(object[] cells) =>
        string.Join(';', cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)));

    private static string OneDecimal(double value) => value.ToString("F1", CultureInfo.InvariantCulture);

    private static int Number(bool? value) => value == true ? 1 : 0;
}
