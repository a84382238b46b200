using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>Patients to score in one request.</summary>
public sealed class ScoreRequest : IJsonInput<ScoreRequest>
{
    /// <summary>Maximum number of patients in one request.</summary>
    public const int MaximumPatients = 1000;

    /// <summary>The patients; results have the same order.</summary>
    [Required, MinLength(1), MaxLength(MaximumPatients)]
    public IReadOnlyList<PatientRequest> Patients { get; init; } = [];

    static ScoreRequest IJsonInput<ScoreRequest>.Read(JsonMembers reader, JsonElement root) =>
        new() { Patients = [.. reader.Items(root, "patients", MaximumPatients).Select((patient, i) => ReadPatient(reader, patient, i))] };

    private static PatientRequest ReadPatient(JsonMembers reader, JsonElement patient, int index) =>
        PatientRequest.Parse(reader, patient, $"#/patients/{index}");
}
