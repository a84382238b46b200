using Cardio.Model.Patients;

namespace Cardio.Model.Training.Data;

/// <summary>A table on the disk.</summary>
/// <param name="Info">The file.</param>
/// <param name="Reading">How its numbers are read.</param>
internal sealed record PatientFile(FileInfo Info, TableReading Reading)
{
    /// <summary>Finds out how the numbers of a table are read.</summary>
    /// <param name="info">The file.</param>
    /// <param name="sex">What the numbers of gender mean; null for the public table's coding.</param>
    /// <exception cref="RefusalException">It is not such a table, or its numbers have two meanings.</exception>
    public static PatientFile Open(FileInfo info, SexCoding? sex = null) => new(info, PatientTable.FindReading(info.FullName, sex));

    /// <summary>Every row.</summary>
    public IEnumerable<TableRow> Read() => PatientTable.Read(Info.FullName, Reading);
}
