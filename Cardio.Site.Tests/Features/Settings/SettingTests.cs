using System.Net;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Clinic.Settings;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Settings;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Tests.Features.Settings;

public sealed class SettingTests
{
    private const string Threshold = "/administration/settings/decision-threshold";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Stored_value_overrides_the_configured_one_until_reset(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine, new() { ["Clinic:DecisionThreshold"] = "0.45" });
        var admin = await host.AdminAsync();
        Assert.Equal(["45%", "configuration"], await ShownAsync(admin));

        using (var stored = await admin.PostAsync(Threshold, new() { ["Value"] = "33,3 %" }))
            Assert.Equal($"{Threshold}?saved=True", stored.Headers.Location?.OriginalString);
        Assert.Equal(["33.3%", "set here"], await ShownAsync(admin));
        await using (var connection = await host.Database.Source.OpenConnectionAsync(Cancellation))
        {
            await Assessed.PathAsync(await host.DoctorAsync());
            Assert.Equal(0.333, await connection.ExecuteScalarAsync<double>("select decision_threshold from assessment"));
            Assert.Equal(
                "0.45 → 0.333",
                await connection.QuerySingleAsync<string>(
                    "select detail from audit_event where action = 'settingChanged' and subject = 'Clinic:DecisionThreshold'"));
        }

        using var reset = await admin.PostAsync(Threshold, [], htmx: true, handler: "Reset");
        var page = await Visitor.ReadAsync(reset);
        Assert.Equal("Saved: the value is now 45%.", page.QuerySelector(".saved")!.TextContent);
        Assert.Equal(["45%", "configuration"], await ShownAsync(admin));
        var history = page.QuerySelectorAll("tbody tr")
            .Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent).ToList())
            .ToList();
        Assert.Equal(["Admin Demo", "33.3%", "configured value"], history[0][1..]);
        Assert.Equal(["Admin Demo", "45%", "33.3%"], history[1][1..]);
    }

    [Theory]
    [InlineData("decision-threshold", "0")]
    [InlineData("decision-threshold", "100")]
    [InlineData("decision-threshold", "")]
    [InlineData("decision-threshold", "-5")]
    [InlineData("decision-threshold", "1e1")]
    [InlineData("prevalence", "100")]
    [InlineData("prevalence", "half")]
    [InlineData("blind-first-read", "perhaps")]
    [InlineData("rounding", "1")]
    [InlineData("currency", "R$")]
    [InlineData("patients", "70.000")]
    [InlineData("patients", "70,000")]
    [InlineData("cost", "1.000")]
    [InlineData("step", "0")]
    [InlineData("retention", "29")]
    [InlineData("retention", "90.5")]
    public async Task Explains_an_invalid_value_and_keeps_it_in_the_form(string setting, string typed)
    {
        await using var host = await CardioHost.StartAsync();
        using var response = await (await host.AdminAsync("pt-BR")).PostAsync(
            $"/administration/settings/{setting}", new() { ["Value"] = typed }, htmx: true);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var page = await Visitor.ReadAsync(response);
        Assert.Equal("#Value", page.QuerySelector(".error-summary a")!.GetAttribute("href"));
        if (page.QuerySelector("input[type=text]#Value") is { } field) Assert.Equal(typed, field.GetAttribute("value"));
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*) from setting"));
    }

    [Theory]
    [InlineData("prevalence", "18,5", "18.5%")]
    [InlineData("blind-first-read", "true", "Yes")]
    [InlineData("base-price", "1000.50", "1,000.5")]
    [InlineData("step", "2.5 %", "2.5%")]
    [InlineData("rounding", "Linear", "Partial steps are paid proportionally")]
    [InlineData("metric", "Accuracy", "Accuracy")]
    [InlineData("currency", "eur", "EUR")]
    [InlineData("patients", "70000", "70,000")]
    [InlineData("retention", "3650", "3,650 days")]
    [InlineData("retention", "", "none")]
    public async Task Shows_a_stored_value_in_its_unit(string setting, string typed, string shown)
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Privacy:RetentionDays"] = "365" });
        var admin = await host.AdminAsync();
        (await admin.PostAsync($"/administration/settings/{setting}", new() { ["Value"] = typed })).Dispose();
        Assert.Equal(shown, (await admin.PageAsync($"/administration/settings/{setting}")).QuerySelector(".facts dd strong")!.TextContent);
    }

    [Fact]
    public async Task Every_setting_reaches_its_options()
    {
        await using var host = await CardioHost.StartAsync(
            settings: new() { ["Clinic:Prevalence"] = "0.2", ["Privacy:RetentionDays"] = "365" });
        var admin = await host.AdminAsync();
        foreach (var (setting, value) in new[]
        {
            ("prevalence", ""),
            ("retention", ""),
            ("cost", "900"),
            ("rounding", "Linear"),
            ("metric", "Accuracy"),
            ("patients", "5"),
            ("currency", "EUR"),
            ("base-precision", "55"),
            ("step", "1"),
            ("base-price", "7,5"),
            ("blind-first-read", "true"),
        })
            (await admin.PostAsync($"/administration/settings/{setting}", new() { ["Value"] = value })).Dispose();
        await using var scope = host.Services.CreateAsyncScope();
        var clinic = scope.ServiceProvider.GetRequiredService<IOptionsMonitor<ClinicOptions>>().CurrentValue;
        var price = scope.ServiceProvider.GetRequiredService<IOptionsMonitor<PriceOptions>>().CurrentValue;
        Assert.Null(clinic.Prevalence);
        Assert.True(clinic.BlindFirstRead);
        Assert.Null(scope.ServiceProvider.GetRequiredService<IOptionsMonitor<PrivacyOptions>>().CurrentValue.RetentionDays);
        Assert.Equal(
            (900, PriceRounding.Linear, PriceMetric.Accuracy, 5, "EUR", 0.55, 0.01, 7.5),
            (
                price.CostPerExam,
                price.Rounding,
                price.Metric,
                price.Patients,
                price.Currency,
                price.BasePrecision,
                price.Step,
                price.BasePrice));
    }

    [Theory]
    [InlineData("Clinic:DecisionThreshold", "lots")]
    [InlineData("Clinic:DecisionThreshold", "7")]
    [InlineData("Price:Patients", "")]
    [InlineData("Clinic:TimeZone", "Nowhere/Land")]
    [InlineData("CARDIO_SECRET", "x")]
    public async Task Invalid_stored_row_does_not_stop_the_site(string name, string value)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await using (var connection = await host.Database.Source.OpenConnectionAsync(Cancellation))
        {
            await connection.ExecuteAsync(
                "insert into setting (id, name, value, created_at) values (@id, @name, @value, @now)", new
                {
                    id = Guid.CreateVersion7(), name, value, now = host.Time.GetUtcNow(),
                });
        }
        await host.Services.GetRequiredService<SettingsReader>().RefreshAsync(Cancellation);
        await Assessed.PathAsync(doctor);
        _ = await (await host.AdminAsync()).PageAsync("/administration/settings");
        Assert.Contains(
            host.Log.Lines,
            line => line.Contains($"The stored setting {name} is unknown or its value is invalid", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Simultaneous_changes_keep_their_order(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var admin = await host.IdAsync("admin@cardio.example");
        var store = host.Services.GetRequiredService<SettingStore>();
        var setting = AllSettings.Find("patients")!;
        for (var i = 1; i <= 20; i++) Assert.True(await store.SetAsync(setting, $"{i}", admin, Cancellation));
        Assert.False(await store.SetAsync(setting, "20", admin, Cancellation));
        await Task.WhenAll(Enumerable.Range(100, 10).Select(i => store.SetAsync(setting, $"{i}", admin, Cancellation)));
        var history = await store.HistoryAsync(setting.Name, Cancellation);
        Assert.Equal(30, history.Count);
        Assert.Equal(Enumerable.Range(1, 20).Reverse().Select(i => $"{i}"), history.Skip(10).Select(entry => entry.Value));
        Assert.Equal(history.Skip(1).Select(entry => entry.Value), history.Take(29).Select(entry => entry.Previous));
    }

    [Fact]
    public async Task Change_of_another_process_applies_within_a_second()
    {
        await using var host = await CardioHost.StartAsync();
        var admin = await host.AdminAsync();
        await host.Services.GetRequiredService<SettingStore>()
            .SetAsync(AllSettings.Find("decision-threshold")!, "0.4", await host.IdAsync("admin@cardio.example"), Cancellation);
        var until = DateTime.UtcNow.AddSeconds(3);
        while ((await ShownAsync(admin))[0] != "40%" && DateTime.UtcNow < until) await Task.Delay(100, Cancellation);
        Assert.Equal(["40%", "set here"], await ShownAsync(admin));
    }

    private static async Task<string[]> ShownAsync(Visitor admin)
    {
        var row = (await admin.PageAsync("/administration/settings")).QuerySelector("tbody tr")!.QuerySelectorAll("td");
        return [row[1].TextContent, row[2].TextContent];
    }
}
