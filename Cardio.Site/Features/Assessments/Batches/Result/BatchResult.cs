using Cardio.Model.Patients;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Features.Assessments.Result;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Result;

/// <summary>
/// Writes the result as CSV: all rows in order, each with its estimate or its error. Streams, so that no batch is held in
/// memory.
/// </summary>
internal sealed class BatchResult(BatchStore store, IStringLocalizer<AssessmentsText> fields, IStringLocalizer<BatchesText> words)
{
    private const int RowsAtOnce = 1000;
    private const int Digits = 4;

    /// <summary>Name of the file: the date of the upload.</summary>
    public static string FileName(Batch batch) => $"cardio-batch-{batch.CreatedAt:yyyy-MM-dd}.csv";

    /// <summary>Writes the file to a stream.</summary>
    public async Task WriteAsync(Batch batch, Stream stream, CancellationToken cancellationToken)
    {
        var file = new CsvFile();
        var names = batch.ReadStoredColumns().Select(column => column.Name);
        file.Add([
            words["Csv.Row"].Value, .. names, words["Csv.Probability"].Value, words["Csv.Low"].Value, words["Csv.High"].Value,
            words["Csv.Decision"].Value, words["Csv.Flags"].Value, words["Csv.Error"].Value,
        ]);
        await file.WriteAsync(stream, cancellationToken);
        var after = 0;
        while (await store.RowsAsync(batch.Id, after, RowsAtOnce, cancellationToken) is { Count: > 0 } rows)
        {
            foreach (var row in rows) Add(file, row);
            await file.WriteAsync(stream, cancellationToken);
            after = rows[^1].RowNumber;
        }
    }

    private void Add(CsvFile file, ResultRow row) => file.Add([
        row.RowNumber,
        .. StoredRow.Read(row.Cells),
        Round(row.Probability),
        Round(row.ProbabilityLow),
        Round(row.ProbabilityHigh),
        row.AtOrAbove is { } atOrAbove ? fields[atOrAbove ? "AtOrAbove" : "Below"].Value : null,
        row.Flags is { Length: > 0 } flags ? string.Join("; ", flags.Split(' ').Select(Flag)) : null,
        row.Error is { } error ? words[error].Value : (row.Probability is null ? words["NotWorked"].Value : null),
    ]);

    private string Flag(string name) => FlagText.Format(Enum.Parse<PatientFlag>(name), fields);

    private static double? Round(double? probability) =>
        probability is { } value ? Math.Round(value, Digits, MidpointRounding.AwayFromZero) : null;
}
