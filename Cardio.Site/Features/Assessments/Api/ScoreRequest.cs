using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>Patients to be scored in one call.</summary>
public sealed class ScoreRequest : IJsonInput<ScoreRequest>
{
    /// <summary>Most patients of one call.</summary>
    public const int Most = 1000;

    /// <summary>The patients, answered in this order.</summary>
    [Required, MinLength(1), MaxLength(Most)]
    public IReadOnlyList<PatientRequest> Patients { get; init; } = [];

    static ScoreRequest IJsonInput<ScoreRequest>.Read(JsonMembers reader, JsonElement root) =>
        new() { Patients = [.. reader.Items(root, "patients", Most).Select((patient, i) => PatientRequest.Parse(reader, patient, $"#/patients/{i}"))] };
}
