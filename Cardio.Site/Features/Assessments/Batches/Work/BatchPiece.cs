using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.Batches.Result;
using Cardio.Site.Features.Assessments.Batches.Upload;

namespace Cardio.Site.Features.Assessments.Batches.Work;

/// <summary>A block of consecutive rows of a batch with their results.</summary>
/// <param name="Rows">Number of rows, including those without a result.</param>
/// <param name="LastRow">Row number of the last row.</param>
/// <param name="Answers">The results, in the order of the rows.</param>
/// <param name="Failed">Row numbers of rows that were valid at upload but could not be assessed.</param>
internal sealed record BatchPiece(int Rows, int LastRow, IReadOnlyList<BatchAnswer> Answers, IReadOnlyList<int> Failed)
{
    /// <summary>Resource key stored as the error of a failed row.</summary>
    public const string FailedRow = "Cell.NotAssessed";

    /// <summary>Assesses the rows that were valid at upload.</summary>
    public static BatchPiece Create(Batch batch, IReadOnlyList<ResultRow> rows, RiskModel model, ClinicOptions clinic, DateTimeOffset now)
    {
        var kept = batch.ReadStoredColumns();
        var assessed = rows
            .Where(row => row.Error is null)
            .Select(row => (row.RowNumber, Assessment: AssessOrNull(row)))
            .ToLookup(row => row.Assessment is not null);
        var ids = assessed[true].Select(row => row.Assessment!.Id).Order(); // so that the history keeps the order of the file
        var answers = assessed[true].Zip(ids, (row, id) => Answer(row.RowNumber, row.Assessment! with { Id = id }));
        return new(rows.Count, rows[^1].RowNumber, [.. answers], [.. assessed[false].Select(row => row.RowNumber)]);

        // A failing row must not stop the others. Earlier versions removed cells from valid rows, which then fail here.
        Assessment? AssessOrNull(ResultRow row)
        {
            try
            {
                return Assess(row);
            }
            catch (Exception failure) when (
                failure is InvalidOperationException or ArgumentException or ArithmeticException or IndexOutOfRangeException)
            {
                return null;
            }
        }

        Assessment Assess(ResultRow row)
        {
            var values = RowReader.ReadPatient(kept, StoredRow.Read(row.Cells));
            var patient = values.ToFeatures();
            var explanation = model.Explain(patient);
            return Assessment.Create(patient, values.ParsedCode, AssessmentSource.Batch, explanation, model, clinic,
                batch.DoctorId, now) with
            {
                BatchId = batch.Id,
                RequestKey = $"{batch.Id:N}:{row.RowNumber}",
            };
        }

        BatchAnswer Answer(int row, Assessment assessment) =>
            new(row, assessment, batch.IsStored ? AssessmentTable.ToRow(assessment) : null);
    }
}

/// <summary>The result of one row.</summary>
/// <param name="RowNumber">The row's number in the file.</param>
/// <param name="Assessment">The assessment, stored or not. Its request key names the row, so that no row is stored twice.</param>
/// <param name="Stored">The values to insert into the assessment table, computed before the write transaction; null if not stored.</param>
internal sealed record BatchAnswer(int RowNumber, Assessment Assessment, object?[]? Stored)
{
    public Guid? StoredId => Stored is null ? null : Assessment.Id;

    public double Low => Assessment.Explanation.SamplingUncertainty.Low;

    public double High => Assessment.Explanation.SamplingUncertainty.High;

    /// <summary>Names of the flags, separated by spaces.</summary>
    public string Flags => string.Join(' ', Assessment.Flags().Select(flag => flag.ToString()));
}
