using Cardio.Model.Patients;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Data.Connections;
using Cardio.Site.Tests.Features.Assessments.Batches;
using Cardio.Site.Tests.Model;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Result;

public sealed class AgeFlagTests
{
    private const string English =
        "The training data covers ages 39 to 64. Younger patients are scored as 39 years old and older ones as 65.";

    private const string Portuguese = "Os dados de treinamento cobrem idades de 39 a 64 anos. "
        + "Pacientes mais jovens são avaliados como se tivessem 39 anos; mais velhos, 65.";

    [Theory]
    [InlineData(38, true)]
    [InlineData(39, false)]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public async Task The_age_flag_is_on_the_page_in_the_chart_text_and_in_the_API(int age, bool isFlagged)
    {
        await using var host = await CardioHost.StartAsync();
        foreach (var (language, sentence) in new[] { ("en", English), ("pt-BR", Portuguese) })
        {
            var doctor = await host.DoctorAsync(language);
            using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("AgeYears", $"{age}")));
            var page = await doctor.PageAsync(response.Headers.Location!.OriginalString);
            var flags = page.QuerySelector(".flags")?.TextContent ?? "";
            Assert.Equal(isFlagged, flags.Contains(sentence, StringComparison.Ordinal));
            Assert.Equal(isFlagged, page.QuerySelector("#chart-text")!.TextContent.Contains($"! {sentence}", StringComparison.Ordinal));
        }
        var apiClient = await ApiTestClient.CreateAsync(host);
        foreach (var (path, body) in new[] { ("/assessments", Patient(age)), ("/scores", $$"""{"patients":[{{Patient(age)}}]}""") })
        {
            using var answer = await apiClient.SendAsync(HttpMethod.Post, path, body);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Equal(isFlagged, text.Contains("\"flags\":[\"ageOutsideTraining\"]", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_age_flag_is_in_the_result_of_a_batch()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        const string Header =
            "patientCode;ageYears;sex;heightCm;weightKg;systolicMmHg;diastolicMmHg;"
            + "cholesterol;glucose;smoker;drinksAlcohol;physicallyActive";
        static string Row(int age) => $"A;{age};female;162;82.5;150;95;normal;normal;no;no;yes";
        var path = await Batching.DoneAsync(doctor, string.Join('\n', Header, Row(38), Row(39), Row(64), Row(65)));
        var result = await Batching.ResultAsync(doctor, path);
        Assert.Equal([true, false, false, true], result.Skip(1).Select(row => row.Contains(English, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_record_stored_without_the_flag_shows_it_and_reproduces(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(("AgeYears", "33")));
        var address = response.Headers.Location!.OriginalString;
        await using (var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken))
        {
            await connection.ExecuteAsync("update assessment set explanation = replace(explanation, '\"flags\":[0]', '\"flags\":[]')");
            const string count = "select count(*) from assessment where explanation like '%\"flags\":[]%'";
            Assert.Equal(1, await connection.ExecuteScalarAsync<int>(count));
        }

        Assert.Contains(English, (await doctor.PageAsync(address)).QuerySelector(".flags")!.TextContent, StringComparison.Ordinal);
        var receipt = await doctor.PageAsync($"{address}/receipt");
        Assert.Contains("same result", receipt.QuerySelector("#reproduces")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_flag_is_shown_once()
    {
        var patient = new PatientFeatures { AgeYears = 30, WeightKg = 70, SystolicMmHg = 130, DiastolicMmHg = 85 };
        var explanation = TrainedModel.Model.Explain(patient);
        var stored = new Assessment { AgeYears = 30, Explanation = explanation };
        Assert.Equal(explanation.Flags, stored.Flags());
    }

    private static string Patient(int age) => ApiTestClient.Patient(("ageYears", age)).ToJsonString();
}
