using System.Text.Json;
using Cardio.Model;
using Cardio.Site.Web.Api;

namespace Cardio.Site.Features.Assessments.Api;

/// <summary>A patient as a program sends them: the form's values and ranges; a laboratory value that is left out is not measured.</summary>
public sealed class PatientRequest : PatientValues, IJsonInput<PatientRequest>
{
    /// <summary>A patient without laboratory values.</summary>
    public PatientRequest()
    {
        Cholesterol = LabLevel.NotMeasured;
        Glucose = LabLevel.NotMeasured;
    }

    static PatientRequest IJsonInput<PatientRequest>.Read(JsonMembers reader, JsonElement root) => Of(reader, root, "#");

    /// <summary>Reads the patient that stands at a place of the body.</summary>
    internal static PatientRequest Of(JsonMembers reader, JsonElement element, string pointer) => reader.Read<PatientRequest, AssessmentsText>(element, pointer);
}
