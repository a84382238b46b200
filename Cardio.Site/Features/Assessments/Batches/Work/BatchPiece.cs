using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Batches.Result;

namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>Some rows of a batch with their answers.</summary>
/// <param name="Rows">How many rows, those without an answer included.</param>
/// <param name="LastRow">Number of the last one.</param>
/// <param name="Answers">The answers, in the order of the rows.</param>
/// <param name="Failed">Numbers of rows that were found right when they came in and could not be assessed all the same.</param>
internal sealed record BatchPiece(int Rows, int LastRow, IReadOnlyList<BatchAnswer> Answers, IReadOnlyList<int> Failed)
{
    /// <summary>Stored as the error of a failed row; the text of that name is shown.</summary>
    public const string FailedRow = "Cell.NotAssessed";

    /// <summary>Assesses the rows that were found right when they came in.</summary>
    public static BatchPiece Create(Batch batch, IReadOnlyList<ResultRow> rows, RiskModel model, ClinicOptions clinic, DateTimeOffset now)
    {
        var kept = batch.KeptColumns;
        var right = rows.Where(row => row.Error is null).Select(row => (row.RowNumber, Assessment: MadeOrNull(row))).ToLookup(row => row.Assessment is not null);
        var ids = right[true].Select(row => row.Assessment!.Id).Order(); // the history then has them in the order of the file
        var answers = right[true].Zip(ids, (row, id) => Answer(row.RowNumber, row.Assessment! with { Id = id }));
        return new(rows.Count, rows[^1].RowNumber, [.. answers], [.. right[false].Select(row => row.RowNumber)]);

        // What fails for one row is that row's error, and the others go on: earlier versions blanked a cell of some rows.
        Assessment? MadeOrNull(ResultRow row)
        {
            try
            {
                return Made(row);
            }
            catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or ArithmeticException or IndexOutOfRangeException)
            {
                return null;
            }
        }

        Assessment Made(ResultRow row)
        {
            var values = RowReader.Patient(kept, StoredRow.Read(row.Cells));
            var patient = values.ToFeatures();
            var explanation = model.Explain(patient);
            return Assessment.Create(patient, values.ParsedCode, AssessmentSource.Batch, explanation, model, clinic, batch.DoctorId, now) with
            {
                BatchId = batch.Id,
                RequestKey = $"{batch.Id:N}:{row.RowNumber}",
            };
        }

        BatchAnswer Answer(int row, Assessment assessment) => new(row, assessment, batch.IsStored ? AssessmentTable.ToRow(assessment) : null);
    }
}

/// <summary>What the model says of one row.</summary>
/// <param name="RowNumber">The row's number in the file.</param>
/// <param name="Assessment">The assessment, stored or not. Its key is the row's own, so that no row is stored twice.</param>
/// <param name="Stored">The row of the history, made before its turn to be written comes, or null where none is stored.</param>
internal sealed record BatchAnswer(int RowNumber, Assessment Assessment, object?[]? Stored)
{
    public Guid? StoredId => Stored is null ? null : Assessment.Id;

    public double Low => Assessment.Explanation.SamplingUncertainty.Low;

    public double High => Assessment.Explanation.SamplingUncertainty.High;

    /// <summary>Names of the flags, with a space between.</summary>
    public string Flags => string.Join(' ', Assessment.Flags().Select(flag => flag.ToString()));
}
