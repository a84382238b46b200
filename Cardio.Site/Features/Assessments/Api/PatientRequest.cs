using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>A patient as a program sends them: the form's values and ranges; a laboratory value that is left out is not measured.</summary>
public sealed class PatientRequest : PatientValues, IJsonInput<PatientRequest>
{
    /// <summary>Cholesterol class; not measured where it is left out.</summary>
    [JsonPropertyOrder(1)]
    public override LabLevel? Cholesterol { get; set; } = LabLevel.NotMeasured;

    /// <summary>Glucose class; not measured where it is left out.</summary>
    [JsonPropertyOrder(1)]
    public override LabLevel? Glucose { get; set; } = LabLevel.NotMeasured;

    static PatientRequest IJsonInput<PatientRequest>.Read(JsonMembers reader, JsonElement root) => Parse(reader, root, "#");

    /// <summary>Reads the patient that stands at a place of the body.</summary>
    internal static PatientRequest Parse(JsonMembers reader, JsonElement element, string pointer) => reader.Read<PatientRequest, AssessmentsText>(element, pointer);
}
