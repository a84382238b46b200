using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Features.Assessments.Result;
using Cardio.Site.Web.Hosting;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments.Entry;

/// <summary>Assesses the patient of a form and stores the assessment.</summary>
internal sealed class PatientAssessor(
    ServedModel served, AssessmentWriter writer, ResultReader results, IOptionsMonitor<ClinicOptions> clinic,
    TimeProvider time, SiteMetrics metrics)
{
    /// <summary>Whether a model is loaded.</summary>
    public bool IsAvailable => served.Current is not null;

    /// <summary>Assesses valid input; returns null if no model is loaded.</summary>
    public async Task<ResultView?> AssessAsync(PatientInput input, Guid formId, Guid doctor, CancellationToken cancellationToken)
    {
        if (served.Current is not { } model) return null;
        var patient = input.ToFeatures();
        var explanation = metrics.Timed(() => model.Explain(patient));
        var assessment = input.ToAssessment(formId, patient, explanation, model, clinic.CurrentValue, doctor, time.GetUtcNow());
        var stored = await writer.AddAsync(assessment, cancellationToken);
        metrics.Assessed(stored.ModelVersion);
        return await results.ReadAsync(stored, cancellationToken);
    }
}
