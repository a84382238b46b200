using System.Net;
using Cardio.Site.Clinic.Patients;
using Cardio.Site.Tests.Features.Assessments.Batches;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Entry;

/// <summary>Numbers and words are read as what they show.</summary>
public sealed class InvisibleCharacterTests
{
    private const string Header = "code,age,sex,height,weight,systolic,diastolic,cholesterol,glucose,smoker,alcohol,active\n";

    private const string SelectPatient =
        "select age_years || ' ' || sex || ' ' || systolic_mmhg || ' ' || round(cast(10 * weight_kg as numeric)) from assessment";

    [Fact]
    public async Task The_form_ignores_invisible_characters()
    {
        await using var host = await CardioHost.StartAsync();
        await Assessed.PathAsync(
            await host.DoctorAsync(), ("SystolicMmHg", "120\u200E"), ("DiastolicMmHg", "８０"), ("AgeYears", "\u202A55\u202C"),
            ("WeightKg", "\uFEFF82,5\u00A0kg"), ("Sex", "female\u200B"));
        Assert.StartsWith("55 female 120 825", await StoredAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_read_despite_invisible_characters()
    {
        await using var host = await CardioHost.StartAsync();
        await Batching.DoneAsync(
            await host.DoctorAsync(),
            $"{Header}P-1,\u200E55,female\u200B,162,\"\uFEFF82,5\",１２０,80\u200E,\u200B2,1,\uFEFFno,n\u00ADo,yes\u200F\n");
        Assert.StartsWith("55 female 120 825", await StoredAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_API_ignores_invisible_characters_in_words()
    {
        await using var host = await CardioHost.StartAsync();
        var apiClient = await ApiTestClient.CreateAsync(host);
        using var response = await apiClient.PostAsync("/assessments", ApiTestClient.Patient(("sex", "male\u200B")));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
    }

    [Theory]
    [InlineData("82²")]
    [InlineData("½")]
    [InlineData("１２O")]
    [InlineData("12\u200B 0")]
    public void Characters_that_look_like_other_text_are_not_a_number(string typed) =>
        Assert.False(ClinicalNumber.TryParse(typed, [], out _));

    [Theory]
    [InlineData("529.982\u200B.247-25")]
    [InlineData("529\u20069822\u00AD4725")]
    [InlineData("５２９.982.247‑25")]
    public void Invisible_characters_do_not_hide_a_national_number(string typed) => Assert.True(NationalNumber.IsIn(typed));

    private static async Task<string> StoredAsync(CardioHost host)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.QuerySingleAsync<string>(SelectPatient);
    }
}
