using System.Data.Common;
using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Access;
using Cardio.Site.Clinic.Audit;
using Cardio.Site.Data.Writing;
using Dapper;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Assessments.Demo;

/// <summary>Adds fictitious patients, marked as such, to the database and removes them.</summary>
internal sealed class DemoData(
    DbDataSource database, AuditTrail trail, IOptionsMonitor<ClinicOptions> clinic, ClinicClock clock, TimeProvider time)
{
    /// <summary>Assessments per transaction. Larger blocks would make other writers time out.</summary>
    public const int BlockSize = 4000;

    /// <summary>Generates and stores the cases.</summary>
    /// <param name="plan">What to generate.</param>
    /// <param name="model">The model that makes the estimates.</param>
    /// <param name="progress">Receives the number of stored assessments.</param>
    /// <param name="cancellationToken">Stops between two blocks; stored blocks are kept.</param>
    public async Task AddAsync(DemoPlan plan, RiskModel model, Action<int> progress, CancellationToken cancellationToken)
    {
        var detail = $"{plan.Assessments} assessments of {plan.Days} days by {plan.Doctors} doctors, seed {plan.Seed}";
        var doctors = await database.CommitAsync(
            async transaction =>
            {
                var added = await DemoDoctors.EnsureAsync(transaction, plan.Doctors, time.GetUtcNow(), cancellationToken);
                await trail.AppendAsync(transaction, new(Actors.Console, AuditAction.DemoAdded, "", detail), cancellationToken);
                return added;
            },
            cancellationToken);

        var cases = new DemoCases(model, clinic.CurrentValue, plan, doctors, clock, time.GetUtcNow());
        using var blocks = cases.All().Chunk(BlockSize).GetEnumerator();
        var stored = 0;
        for (var block = await NextAsync(blocks); block.Count > 0;)
        {
            var next = NextAsync(blocks); // generated while this one is written
            await database.CommitAsync(
                async transaction =>
                {
                    await DemoTables.AddAsync(transaction, block, cancellationToken);
                },
                cancellationToken);
            progress(stored += block.Count);
            block = await next;
        }
    }

    private static Task<IReadOnlyList<DemoCase>> NextAsync(IEnumerator<DemoCase[]> blocks) =>
        Task.Run<IReadOnlyList<DemoCase>>(() => blocks.MoveNext() ? blocks.Current : []);

    private const string CountAll = "select count(*) from assessment where is_demo = true";

    /// <summary>Deletes all fictitious cases and doctors; returns the number of assessments.</summary>
    /// <param name="progress">Receives the number of deleted assessments.</param>
    /// <param name="cancellationToken">Stops between two blocks; deleted blocks stay deleted.</param>
    public async Task<int> RemoveAsync(Action<int> progress, CancellationToken cancellationToken)
    {
        var all = 0;
        await using (var connection = await database.OpenConnectionAsync(cancellationToken))
            all = await connection.ExecuteScalarAsync<int>(new(CountAll, cancellationToken: cancellationToken));
        var removed = 0;
        var last = Guid.Empty;
        while (await RemoveBlockAsync(last, cancellationToken) is { } end)
        {
            progress(removed = Math.Min(all, removed + BlockSize));
            last = end;
        }
        await database.CommitIfAsync(
            async transaction =>
            {
                var doctors = await DemoDoctors.RemoveAsync(transaction, cancellationToken);
                if (all + doctors == 0) return false;
                var entry = new AuditEntry(Actors.Console, AuditAction.DemoRemoved, "", $"{all} assessments and {doctors} doctors");
                await trail.AppendAsync(transaction, entry, cancellationToken);
                return true;
            },
            cancellationToken);
        return all;
    }

    private const string SelectBlockEnd =
        "select id from assessment where is_demo = true and id > @After order by id limit 1 offset @Offset";
    private const string SelectEnd = "select id from assessment where is_demo = true and id > @After order by id desc limit 1";
    private const string Block = "select id from assessment where is_demo = true and id > @After and id <= @Last";
    private const string DeleteReviews = $"delete from assessment_review where assessment_id in ({Block})";
    private const string DeleteOutcomes = $"delete from assessment_outcome where assessment_id in ({Block})";
    private const string DeleteAssessments = "delete from assessment where is_demo = true and id > @After and id <= @Last";

    /// <summary>
    /// Deletes the next block and returns its last identifier, or null if none is left. Starting after it spares PostgreSQL from scanning
    /// the rows deleted before.
    /// </summary>
    private Task<Guid?> RemoveBlockAsync(Guid after, CancellationToken cancellationToken) => database.CommitAsync(
        async transaction =>
        {
            var connection = transaction.Connection!;
            var next = new { After = after, Offset = BlockSize - 1 };
            var selectBlockEnd = new CommandDefinition(SelectBlockEnd, next, transaction, cancellationToken: cancellationToken);
            var selectEnd = new CommandDefinition(SelectEnd, next, transaction, cancellationToken: cancellationToken);
            var last = await connection.QuerySingleOrDefaultAsync<Guid?>(selectBlockEnd)
                ?? await connection.QuerySingleOrDefaultAsync<Guid?>(selectEnd);
            foreach (var sql in last is null ? [] : (string[])[DeleteReviews, DeleteOutcomes, DeleteAssessments])
                await connection.ExecuteAsync(
                    new(sql, new { After = after, Last = last }, transaction, cancellationToken: cancellationToken));
            return last;
        },
        cancellationToken);
}
