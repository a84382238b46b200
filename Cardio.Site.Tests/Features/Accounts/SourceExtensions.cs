using System.Data.Common;
using Dapper;

namespace Cardio.Site.Tests.Features.Accounts;

internal static class SourceExtensions
{
    /// <summary>Changes the database directly.</summary>
    public static async Task<int> ExecuteAsync(this DbDataSource source, string sql, object? parameters = null)
    {
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteAsync(sql, parameters);
    }
}
