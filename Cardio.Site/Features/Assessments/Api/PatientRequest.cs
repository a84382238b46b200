using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>The values of a patient, with the same ranges as in the form. An omitted laboratory class counts as not measured.</summary>
public sealed class PatientRequest : PatientValues, IJsonInput<PatientRequest>
{
    /// <summary>Cholesterol class; notMeasured if omitted.</summary>
    [JsonPropertyOrder(1)]
    public override LabLevel? Cholesterol { get; set; } = LabLevel.NotMeasured;

    /// <summary>Glucose class; notMeasured if omitted.</summary>
    [JsonPropertyOrder(1)]
    public override LabLevel? Glucose { get; set; } = LabLevel.NotMeasured;

    static PatientRequest IJsonInput<PatientRequest>.Read(JsonMembers reader, JsonElement root) => Parse(reader, root, "#");

    /// <summary>Reads a patient from a part of the body; errors are reported relative to the JSON pointer.</summary>
    internal static PatientRequest Parse(JsonMembers reader, JsonElement element, string pointer) =>
        reader.Read<PatientRequest, AssessmentsText>(element, pointer);
}
