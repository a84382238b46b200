using System.Net;
using System.Reflection;
using System.Text.Json;
using Cardio.Site.Features.Accounts.Store;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Access;

/// <summary>Checks that GET requests change nothing, and that forms change only their own fields.</summary>
public sealed class RequestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GET_requests_change_nothing()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var id = (await Assessed.PathAsync(doctor)).Split('/')[^1];
        foreach (var visitor in (Visitor[])[doctor, await host.ManagerAsync(), await host.AdminAsync()])
        {
            var before = await StoredAsync(host);
            foreach (var route in (await SiteRoute.AllAsync(host.Services)).Where(route => route.IsSafe))
                (await visitor.GetAsync(route.Path(new Dictionary<string, string> { ["id"] = id, ["code"] = "404" }))).Dispose();
            Assert.Equal(before, await StoredAsync(host));
            await visitor.PageAsync("/account"); // still signed in
        }
    }

    [Fact]
    public async Task Unknown_form_fields_are_ignored()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor);
        (string, string?)[] more =
        [
            ("Probability", "0.01"), ("DoctorId", Guid.Empty.ToString()), ("ModelVersion", "9"),
            ("CreatedAt", "2000-01-01"), ("Id", Guid.Empty.ToString()),
        ];
        var fields = SamplePatients.Valid([.. more, ("PatientCode", "P-8")]);
        foreach (var (field, value) in more) fields[field] = value;
        using var response = await doctor.PostAsync("/assessments/new", fields);
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);

        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var rows = (await connection.QueryAsync<(string, double, string, string)>(
            "select doctor_id, probability, model_version, created_at from assessment")).AsList();
        Assert.Equal(2, rows.Count);
        Assert.Equal(rows[0], rows[1]);
    }

    [Fact]
    public void Pages_bind_only_input_types_and_single_values()
    {
        var bound = (from page in typeof(Program).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel)))
                     from property in page.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                     where property.GetCustomAttribute<BindPropertyAttribute>() is not null
                     select property).ToList();
        Assert.NotEmpty(bound);
        Assert.All(bound, property => Assert.True(
            Part(property.PropertyType) is var part
                && (part.IsEnum || part.Namespace == "System" || part.Name.EndsWith("Input", StringComparison.Ordinal)),
            $"{property.DeclaringType}.{property.Name} is a {property.PropertyType}"));
        Assert.DoesNotContain(
            typeof(Program).Assembly.GetTypes(),
            type => type.IsSubclassOf(typeof(PageModel)) && type.GetCustomAttribute<BindPropertiesAttribute>() is not null);
    }

    [Theory]
    [InlineData("Input.WeightKg", "40", 82.5)]
    [InlineData("Input.Sex", "male", null)]
    public async Task Repeated_fields_are_read_once(string field, string second, double? stored)
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        var page = await doctor.PageAsync("/assessments/new");
        var fields = SamplePatients.Valid().Select(field => KeyValuePair.Create(field.Key, field.Value!)).ToList();
        foreach (var name in new[] { "FormId", "Owner", "__RequestVerificationToken" })
            fields.Add(KeyValuePair.Create(name, page.QuerySelector($"#assessment-form input[name={name}]")!.GetAttribute("value")!));
        fields.Add(KeyValuePair.Create(field, second));
        using var form = new FormUrlEncodedContent(fields);
        using var response = await doctor.SendAsync(HttpMethod.Post, $"/assessments/new?{field}={second}", form);

        // The first of two numbers counts, and neither of two choices.
        Assert.Equal(stored is null ? HttpStatusCode.UnprocessableEntity : HttpStatusCode.Redirect, response.StatusCode);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(stored, await connection.QuerySingleOrDefaultAsync<double?>("select weight_kg from assessment"));
    }

    [Fact]
    public async Task Downloads_have_names_from_the_site()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        await Assessed.PathAsync(doctor);
        using var file = await doctor.GetAsync("/assessments?handler=Csv&name=evil.exe&filename=evil.exe");
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Matches(@"^cardio-\d{4}-\d{2}-\d{2}\.csv$", file.Content.Headers.ContentDisposition?.FileName);
    }

    [Theory]
    [InlineData("", HttpStatusCode.Redirect)]
    [InlineData("trimmed", HttpStatusCode.UnprocessableEntity)]
    [InlineData("another case", HttpStatusCode.UnprocessableEntity)]
    [InlineData("cut", HttpStatusCode.UnprocessableEntity)]
    public async Task Passwords_are_compared_exactly(string change, HttpStatusCode expected)
    {
        const string password = "  Nove baleias cantam baixinho sob o gelo É, 42 vezes; ninguém anota o que dizem, e assim seja hoje!  ";
        await using var host = await CardioHost.StartAsync();
        var visitor = host.Anonymous();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            var account = new Account { Email = "whale@cardio.example", DisplayName = "Dr. Other", CreatedAt = host.Time.GetUtcNow() };
            Assert.True((await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, password)).Succeeded);
        }
        var typed = change switch
        {
            "trimmed" => password.Trim(),
            "another case" => password.Replace('É', 'é'),
            "cut" => password[..^1],
            _ => password,
        };
        using var response = await visitor.PostAsync("/sign-in", new() { ["Email"] = "whale@cardio.example", ["Password"] = typed });
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task No_route_answers_TRACE()
    {
        await using var host = await CardioHost.StartAsync();
        var doctor = await host.DoctorAsync();
        foreach (var path in (await SiteRoute.AllAsync(host.Services)).Select(route => route.Path(new Dictionary<string, string>()))
            .Append("/css/site.css")
            .Distinct())
        {
            using var request = new HttpRequestMessage(HttpMethod.Trace, path);
            using var response = await doctor.SendAsync(request);
            Assert.True(response.StatusCode == HttpStatusCode.MethodNotAllowed, $"{path}: {response.StatusCode}");
        }
    }

    /// <summary>Returns all stored rows except sessions and the audit trail, which record reads, and the derived counts.</summary>
    private static async Task<string> StoredAsync(CardioHost host)
    {
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        var tables = await connection.QueryAsync<string>(
            """
            select name from sqlite_master
            where type = 'table' and name not like 'sqlite%'
              and name not in ('audit_event', 'audit_head', 'account_session', 'data_protection_key', 'assessment_count',
                               'count_due', 'count_state')
            order by name
            """);
        var stored = new List<object>();
        foreach (var table in tables.ToList()) stored.Add(new { table, rows = await connection.QueryAsync($"select * from {table}") });
        return JsonSerializer.Serialize(stored);
    }

    private static Type Part(Type type) =>
        Nullable.GetUnderlyingType(type) ?? (type.IsGenericType ? type.GetGenericArguments()[0] : type);
}
