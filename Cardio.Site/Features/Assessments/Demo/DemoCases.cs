using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Features.Assessments.FollowUp;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>A fictitious patient's assessment with the doctor's decision and the outcome.</summary>
/// <param name="Assessment">The live model's assessment.</param>
/// <param name="Review">The doctor's decision, or null.</param>
/// <param name="Outcome">The confirmed diagnosis, or null.</param>
internal sealed record DemoCase(Assessment Assessment, Review? Review, Outcome? Outcome);

/// <summary>Generates cases. Diagnoses are drawn with the live model's probability, so that the model appears well calibrated.</summary>
internal sealed class DemoCases(
    RiskModel model, ClinicOptions clinic, DemoPlan plan, IReadOnlyList<Guid> doctors, ClinicClock clock, DateTimeOffset now)
{
    /// <summary>Placeholder for reasons and methods.</summary>
    public const string Text = "Demo";

    private readonly DemoPatients _patients = new(model.Card, plan.Seed);
    private readonly DemoCalendar _calendar = new(plan, clock, now);
    private readonly DemoDraw _draw = new(unchecked(plan.Seed + 15_485_863));
    private readonly double[] _cumulativeShares =
        [.. doctors.Select((_, i) => Enumerable.Range(1, i + 1).Sum(rank => 1 / Math.Sqrt(rank)))];

    /// <summary>Generates all cases, oldest first.</summary>
    public IEnumerable<DemoCase> All() => _calendar.Instants().Select(Next);

    private DemoCase Next(DateTimeOffset at)
    {
        var values = _patients.Next();
        var patient = values.ToFeatures();
        var (doctor, origin) = (doctors[_draw.Among(_cumulativeShares)], _draw.Share());
        var source = origin < 0.72 ? AssessmentSource.Form : origin < 0.9 ? AssessmentSource.Api : AssessmentSource.Batch;
        var assessment = Assessment.Create(patient, values.ParsedCode, source, model.Explain(patient), model, clinic, doctor, at);
        Review? review = null;
        if (source == AssessmentSource.Form)
        {
            assessment = assessment with
            {
                OpenedAt = at.AddMilliseconds(-Math.Round(1000 * FormSeconds())),
                DoctorEstimate = _draw.Happens(0.25) ? DrawEstimate(assessment.Probability) : null,
            };
            if (_draw.Happens(0.12)) review = DrawReview(assessment);
        }
        return new(assessment, review, _draw.Happens(plan.Outcomes) ? DrawOutcome(assessment) : null);
    }

    /// <summary>Draws a doctor's estimate: noisy, slightly overconfident and rounded to 5 percent.</summary>
    private double DrawEstimate(double probability)
    {
        var logit = (0.8 * Math.Log(probability / (1 - probability))) + (0.9 * _draw.Normal());
        return Math.Clamp(Math.Round(20 / (1 + Math.Exp(-logit))) * 5, 1, 99) / 100;
    }

    private double FormSeconds() => Math.Clamp(62 * Math.Exp(0.4 * _draw.Normal()), 30, 180);

    private Review DrawReview(Assessment assessment)
    {
        var at = assessment.CreatedAt.AddSeconds(_draw.Whole(20, 600));
        var share = _draw.Share();
        var decision = share < 0.82 ? ReviewDecision.Agree : share < 0.94 ? ReviewDecision.Disagree : ReviewDecision.NotUsed;
        return new()
        {
            Id = Guid.CreateVersion7(at),
            AssessmentId = assessment.Id,
            DoctorId = assessment.DoctorId,
            CreatedAt = at,
            Decision = decision,
            Reason = decision == ReviewDecision.Agree ? null : Text,
            PatientTold = _draw.Happens(0.7),
        };
    }

    /// <summary>Draws an outcome some days later; null if that would be in the future.</summary>
    private Outcome? DrawOutcome(Assessment assessment)
    {
        var isPresent = _draw.Happens(assessment.Probability);
        var day = clock.Day(assessment.CreatedAt).AddDays(2 + (int)Math.Min(_draw.Waiting(14), 150));
        var at = _calendar.At(day);
        if (at > now) return null;
        return new()
        {
            Id = Guid.CreateVersion7(at),
            AssessmentId = assessment.Id,
            DoctorId = assessment.DoctorId,
            CreatedAt = at,
            Diagnosis = isPresent ? Diagnosis.Present : Diagnosis.Absent,
            Method = Text,
            DiagnosedOn = day.AddDays(-_draw.Whole(0, 2)),
        };
    }
}
