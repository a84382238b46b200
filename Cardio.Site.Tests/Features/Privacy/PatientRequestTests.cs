using System.Net;
using System.Text;
using System.Text.Json;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Tests.Features.Accounts;
using Cardio.Site.Tests.Features.Accounts.Users;
using Cardio.Site.Tests.Features.Assessments;
using Cardio.Site.Tests.Features.Assessments.Batches;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Cardio.Site.Tests.Features.Privacy;

/// <summary>Checks export and erasure of patient data, and retention.</summary>
public sealed class PatientRequestTests
{
    private const string Page = "/administration/privacy";
    private const string Canary = "Canary-0d9e7712";
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Exports_all_data_of_a_patient(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await FillAsync(host, await host.DoctorAsync());
        await Assessed.PathAsync(await host.OtherDoctorAsync(), ("PatientCode", Canary), ("AgeYears", "41"));
        var admin = await host.AdminAsync();

        using var found = await admin.PostAsync(Page, new() { ["Code"] = $" {Canary.ToUpperInvariant()} " });
        var holdings = (await Visitor.ReadAsync(found)).QuerySelectorAll("input[name=Doctors]")
            .Select(box => box.GetAttribute("value")!)
            .ToList();
        Assert.Equal(2, holdings.Count);

        using var file = await SendAsync(admin, "Export", holdings);
        Assert.Equal("application/json", file.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await file.Content.ReadAsStringAsync(Cancellation));
        var assessments = json.RootElement.GetProperty("assessments");
        Assert.Equal(2, assessments.GetArrayLength());
        var first = assessments[0];
        Assert.Equal(82.5, first.GetProperty("weightKg").GetDouble());
        Assert.Equal(150, first.GetProperty("systolicMmHg").GetInt32());
        Assert.Equal("form", first.GetProperty("source").GetString());
        Assert.Equal("systolic", first.GetProperty("explanation").GetProperty("contributions")[3].GetProperty("feature").GetString());
        Assert.Equal($"{Canary} reason", first.GetProperty("decisions")[0].GetProperty("reason").GetString());
        Assert.Equal($"{Canary} method", first.GetProperty("outcomes")[0].GetProperty("method").GetString());

        using var one = await SendAsync(admin, "Export", [holdings[0]]);
        using var less = JsonDocument.Parse(await one.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(1, less.RootElement.GetProperty("assessments").GetArrayLength());
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Erasure_leaves_no_byte_in_the_database_files(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        await FillAsync(host, doctor);
        var kept = await Assessed.PathAsync(doctor, ("PatientCode", "kept-patient"));
        Assert.True(await IsStoredAsync(host.Database, Canary));
        var admin = await host.AdminAsync();
        using var found = await admin.PostAsync(Page, new() { ["Code"] = Canary });
        var holdings = (await Visitor.ReadAsync(found)).QuerySelectorAll("input[name=Doctors]")
            .Select(box => box.GetAttribute("value")!)
            .ToList();

        using var unsure = await SendAsync(admin, "Erase", holdings, repeated: "something else");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsure.StatusCode);
        using var erased = await SendAsync(admin, "Erase", holdings, repeated: Canary);
        Assert.Contains(
            "Assessments erased: 1",
            (await Visitor.ReadAsync(erased)).QuerySelector(".saved")!.TextContent,
            StringComparison.Ordinal);

        Assert.False(await IsStoredAsync(host.Database, Canary));
        Assert.True(await IsStoredAsync(host.Database, "kept-patient"));
        await doctor.PageAsync(kept);
        Assert.Null((await host.Database.Verification().RunAsync(null, Cancellation)).Fault);
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.StartsWith(
            "patient:",
            await connection.QuerySingleAsync<string>("select subject from audit_event where action = 'patientErased'"),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Exports_and_erases_rows_of_uploaded_files(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        var doctor = await host.DoctorAsync();
        var path = await Batching.DoneAsync(doctor, FileOf(Canary, "kept-patient"));
        await Batching.DoneAsync(doctor, FileOf(Canary), isStored: false);
        var admin = await host.AdminAsync();
        using var found = await admin.PostAsync(Page, new() { ["Code"] = Canary });
        var box = (await Visitor.ReadAsync(found)).QuerySelectorAll("input[name=Doctors]").Single();
        Assert.Contains("assessments: 1, rows of files: 2", box.ParentElement!.TextContent, StringComparison.Ordinal);
        IReadOnlyList<string> holdings = [box.GetAttribute("value")!];

        using var file = await SendAsync(admin, "Export", holdings);
        using var json = JsonDocument.Parse(await file.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(2, json.RootElement.GetProperty("fileRows").GetArrayLength());
        Assert.Equal("82.5", json.RootElement.GetProperty("fileRows")[0].GetProperty("values").GetProperty("weight").GetString());
        Assert.InRange(json.RootElement.GetProperty("fileRows")[0].GetProperty("probabilityLow").GetDouble(), 0.01, 0.99);

        using var erased = await SendAsync(admin, "Erase", holdings, repeated: Canary);
        Assert.False(await IsStoredAsync(host.Database, Canary));
        var lines = await Batching.ResultAsync(doctor, path);
        Assert.Contains("kept-patient", Assert.Single(lines[1..]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public Task Retention_removes_files_from_the_database_files(DatabaseEngine engine) => PurgeFileAsync(engine, _ => Task.CompletedTask);

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public Task Purge_removes_earlier_deletions_from_the_database_files(DatabaseEngine engine) =>
        PurgeFileAsync(engine, host => host.Services.GetRequiredService<UploadStore>().CleanAsync()); // uploads have a separate retention

    private static async Task PurgeFileAsync(DatabaseEngine engine, Func<CardioHost, Task> before)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await Batching.DoneAsync(await host.DoctorAsync(), FileOf(Canary), isStored: false);
        host.Time.Advance(TimeSpan.FromDays(31));
        await before(host);
        Assert.Equal(
            0,
            await Cardio.Site.Features.Privacy.PurgeCommand.Create(host.Services)
                .Parse(["--days", "30"])
                .InvokeAsync(cancellationToken: Cancellation));
        Assert.False(await IsStoredAsync(host.Database, Canary));
    }

    private static string FileOf(params string[] codes) =>
        "code,age,sex,height,weight,systolic,diastolic,cholesterol,glucose,smoker,alcohol,active\n"
        + string.Concat(codes.Select(code => $"{code},55,female,162,82.5,150,95,2,1,0,0,1\n"));

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Retention_removes_old_assessments_from_the_database_files(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await FillAsync(host, await host.DoctorAsync());
        host.Time.Advance(TimeSpan.FromDays(40));
        await Assessed.PathAsync(await host.DoctorAsync(), ("PatientCode", "kept-patient"));

        var purge = Cardio.Site.Features.Privacy.PurgeCommand.Create(host.Services);
        Assert.Equal(2, await purge.Parse([]).InvokeAsync(cancellationToken: Cancellation));
        Assert.Equal(2, await purge.Parse(["--days", "3"]).InvokeAsync(cancellationToken: Cancellation));
        Assert.Equal(0, await purge.Parse(["--days", "41"]).InvokeAsync(cancellationToken: Cancellation));
        Assert.True(await IsStoredAsync(host.Database, Canary));
        Assert.Equal(0, await purge.Parse(["--days", "39", "--confirm", "1"]).InvokeAsync(cancellationToken: Cancellation));
        Assert.False(await IsStoredAsync(host.Database, Canary));
        Assert.True(await IsStoredAsync(host.Database, "kept-patient"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Purges_in_blocks(DatabaseEngine engine)
    {
        await using var host = await CardioHost.StartAsync(engine);
        await host.DoctorAsync();
        var doctor = await host.IdAsync("doctor@cardio.example");
        var old = new MadeAssessment { CreatedAt = host.Time.GetUtcNow().AddDays(-31), HasDisease = true };
        await host.Database.AddAsync(
            doctor,
            [
                .. Enumerable.Range(0, 4500).Select(_ => old with { Id = Guid.CreateVersion7() }),
                new MadeAssessment { CreatedAt = host.Time.GetUtcNow() }
            ]);
        Assert.Equal(
            new(4500, true),
            await host.Services.GetRequiredService<Cardio.Site.Features.Privacy.Retention>()
                .PurgeAsync(30, "console", isThorough: false, Cancellation));
        await using var connection = await host.Database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(
            (1, 0),
            await connection.QuerySingleAsync<(int, int)>(
                "select (select count(*) from assessment), (select count(*) from assessment_outcome)"));
        Assert.Equal(
            ["4000 assessments older than 30 days", "500 assessments older than 30 days"],
            (await host.TrailAsync("purged")).Select(record => record.Detail));
    }

    [Fact]
    public async Task Erasure_warns_if_a_reader_keeps_traces()
    {
        await using var host = await CardioHost.StartAsync();
        await FillAsync(host, await host.DoctorAsync());
        var admin = await host.AdminAsync();
        using var found = await admin.PostAsync(Page, new() { ["Code"] = Canary });
        var holdings = (await Visitor.ReadAsync(found)).QuerySelectorAll("input[name=Doctors]")
            .Select(box => box.GetAttribute("value")!)
            .ToList();
        await using var reader = (SqliteConnection)await host.Database.Source.OpenConnectionAsync(Cancellation);
        await using var reading = reader.BeginTransaction(deferred: true);
        await reader.QuerySingleAsync<int>("select count(*) from assessment", transaction: reading);

        using var erased = await SendAsync(admin, "Erase", holdings, repeated: Canary);
        Assert.Contains(
            "may still contain traces",
            (await Visitor.ReadAsync(erased)).QuerySelector(".notice")!.TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retention_runs_in_the_background()
    {
        await using var host = await CardioHost.StartAsync(settings: new() { ["Privacy:RetentionDays"] = "30" });
        await FillAsync(host, await host.DoctorAsync());
        host.Time.Advance(TimeSpan.FromDays(31));
        for (var i = 0; i < 100 && await IsStoredAsync(host.Database, Canary); i++) await Task.Delay(100, Cancellation);
        Assert.False(await IsStoredAsync(host.Database, Canary));
    }

    /// <summary>Creates an assessment, a decision and an outcome with marked values.</summary>
    private static async Task FillAsync(CardioHost host, Visitor doctor)
    {
        var path = await Assessed.PathAsync(doctor, ("PatientCode", Canary));
        using var review = await doctor.PostAsync(
            $"{path}/review",
            new() { ["Input.Decision"] = "disagree", ["Input.Reason"] = $"{Canary} reason", ["Input.PatientTold"] = "true" });
        using var outcome = await doctor.PostAsync(
            $"{path}/outcome",
            new() { ["Input.Diagnosis"] = "present", ["Input.Method"] = $"{Canary} method", ["Input.DiagnosedOn"] = "2026-11-17" });
        Assert.Equal(path, outcome.Headers.Location?.OriginalString);
        Assert.NotNull(host);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        Visitor admin, string handler, IReadOnlyList<string> doctors, string repeated = "")
    {
        var token = await admin.TokenAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Page}?handler={handler}")
        {
            Content = new FormUrlEncodedContent(
            [
                new("__RequestVerificationToken", token), new("Code", Canary), new("RepeatedCode", repeated),
                .. doctors.Select(doctor => KeyValuePair.Create("Doctors", doctor)),
            ]),
        };
        return await admin.SendAsync(request);
    }

    /// <summary>Searches the bytes of the database files for the text, ignoring case.</summary>
    private static async Task<bool> IsStoredAsync(TestDatabase database, string text)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        if (database.Options.Engine == DatabaseEngine.Sqlite)
        {
            var file = new SqliteConnectionStringBuilder(database.Options.ConnectionString).DataSource;
            return new[] { file, $"{file}-wal" }.Where(File.Exists).Any(path => Holds(Read(path), text));
        }
        await connection.ExecuteAsync("checkpoint;");
        const string files =
            """
            select pg_read_binary_file(pg_relation_filepath(oid)) from pg_class
            where relkind in ('r', 'i', 't') and relfilenode <> 0
              and relnamespace in (select oid from pg_namespace where nspname in ('public', 'pg_toast'))
            """;
        return (await connection.QueryAsync<byte[]>(files)).Any(bytes => Holds(bytes, text));
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static bool Holds(byte[] bytes, string text) =>
        Encoding.Latin1.GetString(bytes).Contains(text, StringComparison.OrdinalIgnoreCase);
}
