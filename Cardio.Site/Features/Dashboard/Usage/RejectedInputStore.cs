using System.Data.Common;
using Cardio.Site.Data;
using Cardio.Site.Features.Dashboard.Filters;
using Dapper;

namespace Cardio.Site.Features.Dashboard.Usage;

/// <summary>Reads the numbers of rejected inputs.</summary>
internal sealed class RejectedInputStore(DbDataSource database)
{
    private const string SumRefused =
        $"""
        select coalesce(cast(sum(refused) as bigint), 0) from {TableNames.RejectedInput}
        where day >= @From and day <= @To
        """;

    private const string SumRefusedOfDoctor = $"{SumRefused} and account_id = @Doctor";

    /// <summary>Sums the rejected inputs of a period, of one doctor or of all.</summary>
    public async Task<long> SumAsync(Period period, Guid? doctor, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var parameters = new { period.From, period.To, Doctor = doctor };
        return await connection.QuerySingleAsync<long>(
            new(doctor is null ? SumRefused : SumRefusedOfDoctor, parameters, cancellationToken: cancellationToken));
    }
}
