namespace Cardio.Model.Training;

/// <summary>A table on the disk.</summary>
/// <param name="Info">The file.</param>
/// <param name="Sex">What the numbers of gender mean; null for the public table's coding.</param>
internal sealed record PatientFile(FileInfo Info, SexCoding? Sex = null)
{
    /// <summary>How its numbers are read.</summary>
    /// <exception cref="RefusalException">They have two meanings.</exception>
    public TableReading Reading => PatientTable.FindReading(Info.FullName, Sex);

    /// <summary>Every row.</summary>
    public IEnumerable<TableRow> Read() => PatientTable.Read(Info.FullName, Sex);
}
