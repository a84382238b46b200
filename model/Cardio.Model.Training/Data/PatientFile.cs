using Cardio.Model.Patients;

namespace Cardio.Model.Training.Data;

/// <summary>Data file with patients and the meaning of its codes.</summary>
/// <param name="Info">File on disk.</param>
/// <param name="Reading">Unit of the ages and codes of the sexes.</param>
internal sealed record PatientFile(FileInfo Info, TableReading Reading)
{
    /// <summary>Opens a table and detects the meaning of its numbers.</summary>
    /// <param name="info">File on disk.</param>
    /// <param name="sex">Codes of the column gender, or null for those of the public table.</param>
    /// <exception cref="RefusalException">The file is not a patient table, or its numbers are ambiguous.</exception>
    public static PatientFile Open(FileInfo info, SexCoding? sex = null) => new(info, PatientTable.FindReading(info.FullName, sex));

    /// <summary>Reads all rows, lazily.</summary>
    public IEnumerable<TableRow> Read() => PatientTable.Read(Info.FullName, Reading);
}
