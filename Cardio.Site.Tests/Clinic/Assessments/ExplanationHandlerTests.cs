using System.Text.Json;
using System.Text.Json.Serialization;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Tests.Model;

namespace Cardio.Site.Tests.Clinic.Assessments;

public sealed class ExplanationHandlerTests
{
    private static readonly RiskModel Model = TrainedModel.Model;

    private static readonly JsonSerializerOptions WithNames = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    [Fact]
    public void An_explanation_reads_the_same_from_enum_names_and_numbers() => Assert.All(Model.Card.GoldenPatients, golden =>
    {
        var explanation = Model.Explain(golden.Features);
        var named = JsonSerializer.Serialize(explanation, WithNames);
        Assert.Contains("\"bodyMassIndex\"", named, StringComparison.Ordinal);
        Assert.Equal(ExplanationHandler.Write(explanation), ExplanationHandler.Write(new ExplanationHandler().Parse(named)));
        Assert.Equal(named, JsonSerializer.Serialize(new ExplanationHandler().Parse(ExplanationHandler.Write(explanation)), WithNames));
    });

    [Fact]
    public void Stored_enum_numbers_never_change()
    {
        Assert.Equal(
            "Age 0, Sex 1, BodyMassIndex 2, Systolic 3, Diastolic 4, Cholesterol 5, Glucose 6, Smoking 7, Alcohol 8, Activity 9",
            Numbers<PatientFeature>());
        Assert.Equal("Female 0, Male 1", Numbers<Sex>());
        Assert.Equal("NotMeasured 0, Normal 1, AboveNormal 2, WellAboveNormal 3", Numbers<LabLevel>());
        Assert.Equal(
            "AgeOutsideTraining 0, HeightOutsideTraining 1, WeightOutsideTraining 2, BodyMassIndexOutsideTraining 3, "
            + "SystolicOutsideTraining 4, DiastolicOutsideTraining 5, CholesterolNotMeasured 6, GlucoseNotMeasured 7, "
            + "UnusualHeight 8, UnusualWeight 9, UnusualBodyMassIndex 10, UnusualSystolic 11, UnusualDiastolic 12, "
            + "UnusualPulsePressure 13, FewInputsUsed 14",
            Numbers<PatientFlag>());

        static string Numbers<T>()
            where T : struct, Enum =>
            string.Join(", ", Enum.GetValues<T>().Select(value => $"{value} {value:D}"));
    }

    [Fact]
    public void Two_rows_fit_on_a_page_of_SQLite() =>
        // A page has 4,096 bytes. Its header and the other columns of two rows take about 900.
        Assert.InRange(
            Model.Card.GoldenPatients.Average(golden => ExplanationHandler.Write(Model.Explain(golden.Features)).Length), 1000, 1600);
}
