using Cardio.Site.Data;
using Dapper;

namespace Cardio.Site.Features.Assessments;

internal static class AssessmentRegistration
{
    /// <summary>Adds the doctor's work.</summary>
    public static void AddAssessments(this WebApplicationBuilder builder)
    {
        SqlMapper.AddTypeHandler(new ExplanationHandler());
        builder.Services.AddSingleton<ServedModel>();
        builder.Services.AddSingleton<AssessmentStore>();
    }
}
