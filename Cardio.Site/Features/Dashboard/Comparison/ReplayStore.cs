using System.Data.Common;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Comparison;

/// <summary>Scores stored assessments with another model, row by row: newest first, with a limit on their number.</summary>
internal sealed class ReplayStore(DbDataSource database)
{
    private const string Diagnosis =
        $"(select diagnosis from {TableNames.AssessmentOutcome} where assessment_id = assessment.id order by id desc limit 1) as diagnosis";

    private const string Selected =
        """
        created_at >= @From and created_at < @To and (doctor_id = @Doctor or @IsAnyDoctor) and (sex = @Sex or @Sex = '')
        and age_years between @Youngest and @Oldest
        """;

    private const string SelectAnswered =
        $"""
        select {PatientColumns.SqlList}, probability, decision_threshold, training_prevalence, {Diagnosis} from {TableNames.Assessment}
        where {Selected}
        order by created_at desc
        limit @Most
        """;

    /// <summary>Scores the selected assessments with the model and compares with the stored results.</summary>
    public Task<ModelComparison> ReplayAsync(RiskModel model, Selection selection, int most, CancellationToken cancellationToken) =>
        CompareAsync(SelectAnswered, model, selection, new { }, most, cancellationToken);

    private const string SelectShadowed =
        $"""
        select age_years, sex, assessment.probability, decision_threshold, training_prevalence, {Diagnosis}, shadow_score.probability as
            shadow_probability
        from {TableNames.Assessment}
        join shadow_score on shadow_score.assessment_id = assessment.id and shadow_score.model_sha256 = @Challenger
        where {Selected} and assessment.model_sha256 = @Live
        order by created_at desc
        limit @Most
        """;

    /// <summary>Compares the stored shadow results of the challenger with those of the live model.</summary>
    public Task<ModelComparison> ShadowedAsync(
        RiskModel challenger, string liveSha256, Selection selection, int most, CancellationToken cancellationToken) =>
        CompareAsync(
            SelectShadowed, challenger, selection, new { Challenger = challenger.Sha256, Live = liveSha256 }, most, cancellationToken);

    private async Task<ModelComparison> CompareAsync(
        string sql, RiskModel model, Selection selection, object more, int most, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(more);
        parameters.AddDynamicParams(new
        {
            selection.From,
            selection.To,
            Doctor = selection.Doctor ?? Guid.Empty,
            IsAnyDoctor = selection.Doctor is null,
            Sex = selection.Sex is { } sex ? Cardio.Site.Data.Connections.EnumText.Format(sex) : "",
            selection.Ages.Youngest,
            selection.Ages.Oldest,
            Most = most + 1,
        });
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var compared = new ModelComparison(selection.ClinicPrevalence);
        var read = 0;
        var stored = connection.QueryUnbufferedAsync<ComparedAssessment>(sql, parameters);
        await foreach (var answered in stored.WithCancellation(cancellationToken))
        {
            if (++read > most) break;
            compared.Add(answered, model);
        }
        compared.IsCut = read > most;
        return compared;
    }
}
