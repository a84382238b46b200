using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Assessments;
using Cardio.Site.Data.Connections;
using Cardio.Site.Features.Assessments.Batches;
using Cardio.Site.Features.Assessments.Batches.Result;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Features.Assessments.Batches.Work;
using Cardio.Site.Tests.Model;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Cardio.Site.Tests.Features.Assessments.Batches;

/// <summary>Several processes, some of which end without a word.</summary>
public sealed class QueueTests
{
    private const int Rows = 1100;
    private static readonly Guid Doctor = Guid.Parse("0192aa00-0000-7000-8000-000000000001");
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task After_a_crash_another_process_continues_without_duplicate_rows(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var work = await Work.CreateAsync(database);
        var (dead, heir) = (Guid.NewGuid(), Guid.NewGuid());
        var batch = (await work.Queue.ClaimAsync(dead, Cancellation))!;
        Assert.True(await work.PieceAsync(batch, dead));

        // Half of a piece that is not committed is as if it had never been.
        await using (var connection = await database.Source.OpenConnectionAsync(Cancellation))
        await using (var transaction = await connection.BeginTransactionAsync(Cancellation))
        {
            await connection.ExecuteAsync("update batch set rows_done = 900, last_row = 901", transaction: transaction);
        }

        Assert.Null(await work.Queue.ClaimAsync(heir, Cancellation));
        work.Time.Advance(BatchQueue.Lease + TimeSpan.FromSeconds(1));
        var taken = (await work.Queue.ClaimAsync(heir, Cancellation))!;
        Assert.Equal(501, taken.LastRow);
        Assert.False(await work.PieceAsync(batch with { LastRow = 501 }, dead)); // it was asleep, not dead
        await work.RestAsync(taken, heir);

        await using var read = await database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(Rows - Rows / 10, await read.QuerySingleAsync<int>("select count(*) from assessment where source = 'batch'"));
        Assert.Equal(Rows - Rows / 10, await read.QuerySingleAsync<int>("select count(distinct assessment_id) from batch_row"));
        Assert.Equal(Rows / 10,
            await read.QuerySingleAsync<int>("select count(*) from batch_row where error is not null and probability is null"));
        Assert.Equal("done", await read.QuerySingleAsync<string>("select state from batch"));
        Assert.Equal(Rows, await read.QuerySingleAsync<int>("select rows_done from batch"));
        Assert.Null((await database.Verification().RunAsync(null, Cancellation)).Fault);
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task Only_one_worker_claims_a_batch_and_a_released_one_is_free_at_once(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var work = await Work.CreateAsync(database);
        var owners = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToList();
        var claims = await Task.WhenAll(owners.Select(owner => Task.Run(() => work.Queue.ClaimAsync(owner, Cancellation))));
        var winner = owners[Array.FindIndex(claims, claim => claim is not null)];
        Assert.Single(claims, claim => claim is not null);

        await work.Queue.ReleaseAsync(winner);
        Assert.NotNull(await work.Queue.ClaimAsync(owners.First(owner => owner != winner), Cancellation));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_cancelled_or_deleted_batch_accepts_no_more_results(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var work = await Work.CreateAsync(database);
        var owner = Guid.NewGuid();
        var batch = (await work.Queue.ClaimAsync(owner, Cancellation))!;
        Assert.True(await work.PieceAsync(batch, owner));
        Assert.False(await work.Store.CancelAsync(batch.Id, Guid.NewGuid(), "test", Cancellation)); // another doctor
        Assert.True(await work.Store.CancelAsync(batch.Id, Doctor, "test", Cancellation));
        Assert.False(await work.PieceAsync(batch with { LastRow = 501 }, owner));
        Assert.False(await work.Store.DeleteAsync(batch.Id, Guid.NewGuid(), "test", Cancellation));
        Assert.True(await work.Store.DeleteAsync(batch.Id, Doctor, "test", Cancellation));
        Assert.Null(await work.Store.FindAsync(batch.Id, Doctor, Cancellation));
        await using var read = await database.Source.OpenConnectionAsync(Cancellation);
        Assert.Equal(0, await read.QuerySingleAsync<int>("select count(*) from batch_row"));
        Assert.Equal(450, await read.QuerySingleAsync<int>("select count(*) from assessment"));
    }

    [Theory]
    [MemberData(nameof(TestDatabase.Engines), MemberType = typeof(TestDatabase))]
    public async Task A_row_erased_during_the_assessment_is_not_stored(DatabaseEngine engine)
    {
        await using var database = await TestDatabase.MigratedAsync(engine);
        var work = await Work.CreateAsync(database);
        var owner = Guid.NewGuid();
        var batch = (await work.Queue.ClaimAsync(owner, Cancellation))!;
        var rows = await work.Store.RowsAsync(batch.Id, 0, 500, Cancellation);
        await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
        await connection.ExecuteAsync("delete from batch_row where row_number = 7");
        Assert.False(await work.StoreAsync(batch, owner, rows));
        Assert.Equal(0, await connection.QuerySingleAsync<int>("select count(*) from assessment"));
        await work.RestAsync(batch, owner);
        Assert.Equal(Rows - Rows / 10 - 1, await connection.QuerySingleAsync<int>("select count(*) from assessment"));
    }

    /// <summary>A waiting batch, and who could work on it.</summary>
    private sealed record Work(BatchStore Store, BatchQueue Queue, FakeTimeProvider Time)
    {
        public static async Task<Work> CreateAsync(TestDatabase database)
        {
            SqlMapper.AddTypeHandler(new ExplanationHandler());
            var time = new FakeTimeProvider(new(2026, 11, 18, 15, 0, 0, TimeSpan.Zero));
            var trail = database.Trail(time);
            await using var connection = await database.Source.OpenConnectionAsync(Cancellation);
            await connection.ExecuteAsync(
                """
                insert into account (id, email, normalized_email, display_name, security_stamp, concurrency_stamp, created_at)
                values (@Doctor, 'd@cardio.example', 'D@CARDIO.EXAMPLE', 'Dr. D', 's', 'c', @Now)
                """,
                new { Doctor, Now = DateTimeOffset.UnixEpoch });
            await connection.ExecuteAsync("insert into account_role (account_id, role) values (@Doctor, 'doctor')", new { Doctor });
            var columns = ColumnNames.Read(Batching.Table(0).Trim().Split(';'));
            var batch = new Batch
            {
                Id = Guid.CreateVersion7(time.GetUtcNow()), DoctorId = Doctor, FileName = "table.csv",
                    CreatedAt = time.GetUtcNow(), IsStored = true,
                Columns = System.Text.Json.JsonSerializer.Serialize(columns), State = BatchState.Queued, RowCount = Rows,
                    ErrorCount = Rows / 10,
            };
            var uploads = new UploadStore(database.Source, trail, new(database.Source, database.SiteSecret(), time), time);
            await uploads.BeginAsync(batch, Cancellation);
            var lines = Batching.Table(Rows).Trim().Split('\n')[1..];
            await uploads.AddAsync(batch.Id,
                [.. lines.Select((line, i) =>
                    new StoredRow(i + 2, StoredRow.Write(line.Split(';')), null, i % 10 == 9 ? "height" : null))], Cancellation);
            Assert.True(await uploads.CompleteAsync(batch, "test", null, Cancellation));
            var clock = new ClinicClock(Options.Create(new ClinicOptions()), time);
            var refused = new RejectedInputCounter(database.Source, clock, NullLogger<RejectedInputCounter>.Instance);
            return new(new(database.Source, trail, time), new(database.Source, trail, refused, time), time);
        }

        public async Task<bool> PieceAsync(Batch batch, Guid owner) =>
            await StoreAsync(batch, owner, await Store.RowsAsync(batch.Id, batch.LastRow, 500, Cancellation));

        public Task<bool> StoreAsync(Batch batch, Guid owner, IReadOnlyList<ResultRow> rows) =>
            Queue.StoreAsync(batch, owner,
                BatchPiece.Create(batch, rows, TrainedModel.Model, new ClinicOptions(), Time.GetUtcNow()), Cancellation);

        public async Task RestAsync(Batch batch, Guid owner)
        {
            while (await Store.RowsAsync(batch.Id, batch.LastRow, 500, Cancellation) is { Count: > 0 } rows)
            {
                Assert.True(await StoreAsync(batch, owner, rows));
                batch = batch with { LastRow = rows[^1].RowNumber };
            }
            await Queue.FinishAsync(batch.Id, owner, BatchState.Done, Cancellation);
        }
    }
}
