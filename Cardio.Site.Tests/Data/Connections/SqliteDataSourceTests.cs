using System.Diagnostics;
using Cardio.Site.Data.Connections;
using Cardio.Site.Data.Writing;
using Cardio.Site.Tests.Support;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Cardio.Site.Tests.Data.Connections;

public sealed class SqliteDataSourceTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writers_run_in_the_order_of_their_arrival()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var order = new List<int>();
        var first = new TaskCompletionSource();
        var holding = database.Source.CommitAsync(async _ => await first.Task.ContinueWith(_ => 0, TaskScheduler.Default), Cancellation);
        var waiting = new List<Task>();
        for (var i = 0; i < 30; i++)
        {
            var number = i;
            waiting.Add(database.Source.CommitAsync(_ => Task.FromResult(Add(number)), Cancellation));
        }
        first.SetResult();
        await holding;
        await Task.WhenAll(waiting);
        Assert.Equal(Enumerable.Range(0, 30), order);

        int Add(int number)
        {
            order.Add(number);
            return order.Count;
        }
    }

    [Fact]
    public async Task Waiting_here_shortens_the_wait_for_another_process()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        await using var other = await database.Source.OpenConnectionAsync(Cancellation);
        await using var held = await other.BeginTransactionAsync(Cancellation);
        await other.ExecuteAsync("create table held (id integer)", transaction: held);
        var start = Stopwatch.GetTimestamp();
        var patience = TimeSpan.FromSeconds(2);
        var writers = Enumerable.Range(0, 40)
            .Select(_ => Task.Run(() => database.Source.CommitWithinAsync(patience, _ => Task.CompletedTask, Cancellation)))
            .ToArray();

        foreach (var writer in writers) Assert.True(TransientDatabaseErrors.Explains(await Record.ExceptionAsync(() => writer)));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 1, 12);
    }

    [Fact]
    public async Task A_long_log_is_truncated_when_no_reader_holds_it()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var source = (SqliteDataSource)database.Source;
        await source.ExecuteAsync("pragma journal_mode = wal; create table large (bytes blob not null)", null, Cancellation);
        await using (var reader = await source.OpenConnectionAsync(Cancellation))
        {
            await using var reading = ((SqliteConnection)reader).BeginTransaction(deferred: true);
            await reader.ExecuteAsync("select count(*) from large", transaction: reading);
            for (var i = 0; i < 8; i++) await source.ExecuteAsync("insert into large values (zeroblob(1000000))", null, Cancellation);
            Assert.InRange(source.GetLogBytes(), 8_000_000, long.MaxValue);
            Assert.False(await source.TruncateLogAsync(Cancellation));
        }

        await source.ExecuteAsync("insert into large values (zeroblob(1000000))", null, Cancellation);
        Assert.True(await source.TruncateLogAsync(Cancellation));
        Assert.Equal(0, source.GetLogBytes());
        await using var connection = await source.OpenConnectionAsync(Cancellation);
        Assert.Equal(9, await connection.QuerySingleAsync<int>("select count(*) from large"));
    }
}
