using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Features.Assessments.Api;
using Cardio.Site.Features.Assessments.Batches;
using Cardio.Site.Features.Assessments.Demo;
using Cardio.Site.Features.Assessments.Entry;
using Cardio.Site.Features.Assessments.FollowUp;
using Cardio.Site.Features.Assessments.History;
using Cardio.Site.Features.Assessments.Result;
using Cardio.Site.Web.Hosting;
using Dapper;

namespace Cardio.Site.Features.Assessments;

internal static class AssessmentRegistration
{
    /// <summary>Adds the services for assessing patients and following them up.</summary>
    public static void AddAssessments(this WebApplicationBuilder builder)
    {
        SqlMapper.AddTypeHandler(new ExplanationHandler());
        builder.Services.AddSingleton<AssessmentStore>();
        builder.Services.AddSingleton(services =>
        {
            var writer = ActivatorUtilities.CreateInstance<AssessmentWriter>(services);
            services.GetRequiredService<SiteMetrics>().WatchWrites(() => writer.Waiting);
            return writer;
        });
        builder.Services.AddSingleton<RejectedInputCounter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RejectedInputCounter>());
        builder.Services.AddSingleton<FormDraft>();
        builder.Services.AddSingleton<LabClassifier>();
        builder.Services.AddSingleton<PatientAssessor>();
        builder.Services.AddSingleton<AuditedAssessments>();
        builder.Services.AddSingleton<ResultReader>();
        builder.Services.AddSingleton<HistoryStore>();
        builder.Services.AddSingleton<HistoryExport>();
        builder.Services.AddSingleton<ReviewStore>();
        builder.Services.AddSingleton<OutcomeStore>();
        builder.Services.AddSingleton<DemoData>();
        builder.Services.AddBatches();
    }

    /// <summary>Maps the API endpoints for assessments, scores and batches.</summary>
    public static void MapAssessments(this IEndpointRouteBuilder api)
    {
        AssessmentEndpoints.Map(api);
        ScoreEndpoint.Map(api);
        BatchEndpoints.Map(api);
    }
}
