using System.Net;
using System.Text;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Web.Api;

public sealed class QueryParameterTests
{
    private const string Header =
        "patientCode;ageYears;sex;heightCm;weightKg;systolicMmHg;diastolicMmHg;cholesterol;glucose;smoker;drinksAlcohol;physicallyActive";

    private const string File = $"{Header}\nA-1;55;female;162;82.5;150;95;normal;normal;no;no;yes\n";

    [Theory]
    [InlineData("from=2026-11-01", "from=01/11/2026")]
    [InlineData("to=2026-11-30", "to=2026-13-01")]
    [InlineData("atOrAbove=true", "atOrAbove=1")]
    [InlineData("outcomeMissing=false", "outcomeMissing=no")]
    [InlineData("source=api", "source=Api")]
    [InlineData("source=form", "source=1")]
    [InlineData("source=batch", "source=")]
    [InlineData("before=0198a1b2-0000-7000-8000-000000000000", "before=x")]
    [InlineData("limit=5", "limit=abc")]
    [InlineData("limit=100", "limit=101")]
    [InlineData("limit=1", "limit=1&limit=2")]
    [InlineData("", "form=2026-11-01")]
    public async Task Accepts_valid_filters_and_names_invalid_ones(string good, string bad)
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        (await client.PostAsync("/assessments", ApiTestClient.Patient())).Dispose();
        using var answered = await client.GetAsync($"/assessments?{good}");
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
        var rows = (await ApiTestClient.ReadAsync(answered))["items"]?.AsArray().Count;
        using var refused = await client.GetAsync($"/assessments?{bad}");
        Assert.Equal(bad.Split('=')[0], await RefusedParameterAsync(refused));
        Assert.NotNull(rows);
        Assert.Equal(good is "source=form" or "source=batch" || good.StartsWith("before", StringComparison.Ordinal) ? 0 : 1, rows);
    }

    [Theory]
    [InlineData("/model")]
    [InlineData("/batches")]
    [InlineData("/batches/0198a1b2-0000-7000-8000-000000000000")]
    [InlineData("/batches/0198a1b2-0000-7000-8000-000000000000/result")]
    [InlineData("/assessments/0198a1b2-0000-7000-8000-000000000000")]
    public async Task Rejects_parameters_where_none_are_known(string path)
    {
        await using var host = await CardioHost.StartAsync();
        using var refused = await (await ApiTestClient.CreateAsync(host)).GetAsync($"{path}?limit=5");
        Assert.Equal("limit", await RefusedParameterAsync(refused));
    }

    [Fact]
    public async Task Parameter_names_are_hidden_without_a_key()
    {
        await using var host = await CardioHost.StartAsync();
        using var answer = await host.ApiClient("").SendAsync(new(HttpMethod.Get, "/api/v1/assessments?nope=1"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("?stor=false", "stor")]
    [InlineData("?store=", "store")]
    [InlineData("?STORE=maybe", "STORE")]
    [InlineData("?store=0", "store")]
    [InlineData("?store=false&store=true", "store")]
    public async Task Misspelled_dry_run_stores_nothing(string query, string parameter)
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        using var refused = await client.SendAsync(
            HttpMethod.Post, $"/batches{query}", new StringContent(File, Encoding.UTF8, "text/csv"));
        Assert.Equal(parameter, await RefusedParameterAsync(refused));
        await HasNoBatchAsync(client);
    }

    [Theory]
    [InlineData("store", "false", "", false)]
    [InlineData("store", "true", "", true)]
    [InlineData("Store", "False", "", false)]
    public async Task Form_fields_act_as_parameters(string field, string value, string query, bool isStored)
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        using var form = new MultipartFormDataContent { { new StringContent(value), field }, { new StringContent(File), "file", "a.csv" } };
        using var accepted = await client.SendAsync(HttpMethod.Post, $"/batches{query}", form);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        Assert.Equal(isStored, (bool)(await ApiTestClient.ReadAsync(accepted))["stored"]!);
    }

    [Theory]
    [InlineData("stor", "false", "", "stor")]
    [InlineData("store", "maybe", "", "store")]
    [InlineData("store", "false", "?store=true", "store")]
    public async Task Invalid_form_field_stores_nothing(string field, string value, string query, string parameter)
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        using var form = new MultipartFormDataContent { { new StringContent(value), field }, { new StringContent(File), "file", "a.csv" } };
        using var refused = await client.SendAsync(HttpMethod.Post, $"/batches{query}", form);
        Assert.Equal(parameter, await RefusedParameterAsync(refused));
        await HasNoBatchAsync(client);
    }

    [Theory]
    [InlineData("store", null)]
    [InlineData("file2", "b.csv")]
    public async Task Rejects_form_parts_after_the_file(string name, string? fileName)
    {
        await using var host = await CardioHost.StartAsync();
        var client = await ApiTestClient.CreateAsync(host);
        using var form = new MultipartFormDataContent { { new StringContent(File), "file", "a.csv" } };
        if (fileName is null) form.Add(new StringContent("false"), name);
        else form.Add(new StringContent(File), name, fileName);
        using var refused = await client.SendAsync(HttpMethod.Post, "/batches", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await HasNoBatchAsync(client);
    }

    private static async Task<string?> RefusedParameterAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var errors = (await ApiTestClient.ReadAsync(response))["errors"]!.AsArray();
        return (string?)Assert.Single(errors)!["parameter"];
    }

    private static async Task HasNoBatchAsync(ApiTestClient client)
    {
        using var list = await client.GetAsync("/batches");
        Assert.Empty((await ApiTestClient.ReadAsync(list)).AsArray());
    }
}
