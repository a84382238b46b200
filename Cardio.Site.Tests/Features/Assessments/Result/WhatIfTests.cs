using System.Net;
using Cardio.Site.Tests.Support;
using Dapper;

namespace Cardio.Site.Tests.Features.Assessments.Result;

public sealed class WhatIfTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Lower_values_are_scored_and_nothing_is_stored(bool htmx)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var address = await AssessAsync(doctor);
        using var response = await doctor.PostAsync($"{address}/what-if", Try("120", "80", "77,5", "normal"), htmx);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = (await Visitor.ReadAsync(response)).QuerySelector("#what-if-answer")!;
        Assert.Matches(@"\d+% instead of \d+% \(−\d+ pp\)", answer.TextContent.ReplaceLineEndings(" "));

        await using var connection = await host.Database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await connection.ExecuteScalarAsync<int>("select count(*) from assessment"));
        Assert.Equal(150, await connection.ExecuteScalarAsync<int>("select systolic_mmhg from assessment"));
    }

    [Theory]
    [InlineData("", "80", "77", "normal")]
    [InlineData("1200", "80", "77", "normal")]
    [InlineData("120", "120", "77", "normal")]
    [InlineData("120", "80", "1e2", "normal")]
    [InlineData("120", "80", "77", "low")]
    public async Task An_invalid_value_is_reported(string systolic, string diastolic, string weight, string cholesterol)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var address = await AssessAsync(doctor);
        using var response = await doctor.PostAsync($"{address}/what-if", Try(systolic, diastolic, weight, cholesterol), htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.NotNull((await Visitor.ReadAsync(response)).QuerySelector("#what-if-answer .error-summary a"));
    }

    [Theory]
    [InlineData("what-if")]
    [InlineData("receipt")]
    public async Task A_patient_of_another_doctor_is_not_found(string page)
    {
        await using var host = await CardioHost.StartAsync();
        var address = await AssessAsync(await host.DoctorAsync());
        using var response = await (await host.OtherDoctorAsync()).GetAsync($"{address}/{page}");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private static async Task<string> AssessAsync(Visitor doctor)
    {
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid());
        return response.Headers.Location!.OriginalString;
    }

    private static Dictionary<string, string?> Try(string systolic, string diastolic, string weight, string cholesterol) => new()
    {
        ["Try.SystolicMmHg"] = systolic, ["Try.DiastolicMmHg"] = diastolic, ["Try.WeightKg"] = weight, ["Try.Cholesterol"] = cholesterol,
    };
}
