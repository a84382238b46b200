using System.Security.Cryptography;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Training.Fitting;

namespace Cardio.Model.Training.Data;

/// <summary>Summarizes the development table for the card.</summary>
internal static class TableFacts
{
    public static DataFacts FromTable(byte[] file, IReadOnlyList<TableRow> table, IReadOnlyList<LabelledPatient> used)
    {
        var groups = used.GroupBy(p => p.Patient).Where(g => g.Skip(1).Any()).ToArray();
        double Share(Func<PatientFeatures, bool> predicate) => (double)used.Count(p => predicate(p.Patient)) / used.Count;
        return new DataFacts
        {
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
            Rows = table.Count,
            RowsUsed = used.Count,
            Prevalence = used.Average(p => p.HasDisease ? 1.0 : 0),
            Folds = CrossValidation.Folds,
            RowsOutsideLimits = table.Count(r => r.Problem is not null),
            RowsSystolicBelowDiastolic = table.Count(r => r.Patient is { } p && p.SystolicMmHg < p.DiastolicMmHg),
            RowsDiastolicAbove200 = table.Count(r => r.Patient is { DiastolicMmHg: > 200 }),
            DuplicateRows = CountDuplicates(file),
            EqualInputGroups = groups.Length,
            EqualInputGroupsInDisagreement = groups.Count(g => g.DistinctBy(p => p.HasDisease).Count() > 1),
            ShareSystolicEndingInZero = Share(p => p.SystolicMmHg % 10 == 0),
            ShareExactly120Over80 = Share(p => p is { SystolicMmHg: 120, DiastolicMmHg: 80 }),
            RowsUnder39Years = used.Count(p => p.Patient.AgeYears < TrainedAge.MinimumYears),
        };
    }

    /// <summary>Counts the lines that repeat an earlier line after the first cell, which is the id in the public table.</summary>
    private static int CountDuplicates(byte[] file)
    {
        using var reader = new StreamReader(new MemoryStream(file));
        var seen = new HashSet<string>();
        var duplicates = 0;
        while (reader.ReadLine() is { } line)
            duplicates += seen.Add(line[(line.IndexOfAny([';', ',']) + 1)..]) ? 0 : 1;
        return duplicates;
    }
}
