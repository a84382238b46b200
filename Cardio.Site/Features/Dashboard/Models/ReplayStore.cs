using System.Data.Common;
using Cardio.Model;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Models;

/// <summary>Whose stored assessments are compared.</summary>
/// <param name="From">From this instant on.</param>
/// <param name="To">Before this one.</param>
internal sealed record Selection(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>Only this doctor's, or null for all.</summary>
    public Guid? Doctor { get; init; }

    /// <summary>Only patients of this sex, or null for all.</summary>
    public Sex? Sex { get; init; }

    /// <summary>Youngest age, completed years.</summary>
    public int Youngest { get; init; } = ClinicalRange.AgeYearsMinimum;

    /// <summary>Oldest age, completed years.</summary>
    public int Oldest { get; init; } = ClinicalRange.AgeYearsMaximum;
}

/// <summary>Runs stored assessments through another model, row by row: the newest first, and not more than may be waited for.</summary>
internal sealed class ReplayStore(DbDataSource database)
{
    private const string Inputs =
        "age_years, sex, height_cm, weight_kg, systolic_mmhg, diastolic_mmhg, cholesterol, glucose, smoker, drinks_alcohol, physically_active";

    private const string Diagnosis =
        "(select diagnosis from assessment_outcome where assessment_id = assessment.id order by id desc limit 1) as diagnosis";

    private const string Selected =
        """
        created_at >= @From and created_at < @To and (doctor_id = @Doctor or @IsAnyDoctor) and (sex = @Sex or @Sex = '')
        and age_years between @Youngest and @Oldest
        """;

    private const string SelectAnswered =
        $"""
        select {Inputs}, probability, decision_threshold, {Diagnosis} from assessment
        where {Selected}
        order by created_at desc
        limit @Most
        """;

    /// <summary>Asks the model about the selected assessments and puts its answers beside those that were given.</summary>
    public Task<SideBySide> ReplayAsync(RiskModel model, Selection selection, int most, CancellationToken cancellationToken) =>
        CompareAsync(SelectAnswered, model, selection, new { }, most, cancellationToken);

    private const string SelectShadowed =
        $"""
        select age_years, sex, assessment.probability, decision_threshold, {Diagnosis}, shadow_score.probability as shadow_probability
        from assessment
        join shadow_score on shadow_score.assessment_id = assessment.id and shadow_score.model_sha256 = @Challenger
        where {Selected} and assessment.model_sha256 = @Live
        order by created_at desc
        limit @Most
        """;

    /// <summary>Puts what the challenger said in the shadow beside the answers of the live model.</summary>
    public Task<SideBySide> ShadowedAsync(RiskModel challenger, string liveSha256, Selection selection, int most, CancellationToken cancellationToken) =>
        CompareAsync(SelectShadowed, challenger, selection, new { Challenger = challenger.Sha256, Live = liveSha256 }, most, cancellationToken);

    private async Task<SideBySide> CompareAsync(
        string sql, RiskModel model, Selection selection, object more, int most, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(more);
        parameters.AddDynamicParams(new
        {
            selection.From,
            selection.To,
            Doctor = selection.Doctor ?? Guid.Empty,
            IsAnyDoctor = selection.Doctor is null,
            Sex = selection.Sex is { } sex ? Data.StoredName.Of(sex) : "",
            selection.Youngest,
            selection.Oldest,
            Most = most + 1,
        });
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var compared = new SideBySide();
        var read = 0;
        await foreach (var answered in connection.QueryUnbufferedAsync<Answered>(sql, parameters).WithCancellation(cancellationToken))
        {
            if (++read > most) break;
            compared.Add(answered, model);
        }
        compared.IsCut = read > most;
        return compared;
    }
}
