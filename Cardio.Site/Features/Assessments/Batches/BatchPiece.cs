using Cardio.Model;
using Cardio.Site.Web;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>Some rows of a batch with their answers.</summary>
/// <param name="Rows">How many rows, those without an answer included.</param>
/// <param name="LastRow">Number of the last one.</param>
/// <param name="Answers">The answers, in the order of the rows.</param>
internal sealed record BatchPiece(int Rows, int LastRow, IReadOnlyList<BatchAnswer> Answers)
{
    /// <summary>Assesses the rows that were found right when they came in.</summary>
    public static BatchPiece Of(Batch batch, IReadOnlyList<ResultRow> rows, RiskModel model, ClinicOptions clinic, DateTimeOffset now)
    {
        var kept = batch.KeptColumns;
        var right = rows.Where(row => row.Error is null).ToList();
        var ids = right.Select(_ => Guid.CreateVersion7(now)).Order(); // the history then has them in the order of the file
        return new(rows.Count, rows[^1].RowNumber, [.. right.Zip(ids, Answer)]);

        BatchAnswer Answer(ResultRow row, Guid id)
        {
            var patient = RowReader.Patient(kept, StoredRow.Read(row.Cells));
            var explanation = model.Explain(patient.ToFeatures());
            var assessment = Assessment.Of(patient, AssessmentSource.Batch, explanation, model, clinic, batch.DoctorId, now);
            return new(row.RowNumber, assessment with { Id = id, BatchId = batch.Id, RequestKey = $"{batch.Id:N}:{row.RowNumber}" });
        }
    }
}

/// <summary>What the model says of one row.</summary>
/// <param name="RowNumber">The row's number in the file.</param>
/// <param name="Assessment">The assessment, stored or not. Its key is the row's own, so that no row is stored twice.</param>
internal sealed record BatchAnswer(int RowNumber, Assessment Assessment)
{
    public double Low => Assessment.Explanation.SamplingUncertainty.Low;

    public double High => Assessment.Explanation.SamplingUncertainty.High;

    /// <summary>Names of the flags, with a space between.</summary>
    public string Flags => string.Join(' ', Assessment.Explanation.Flags.Select(flag => flag.ToString()));
}
