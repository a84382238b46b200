using System.Data.Common;
using Cardio.Site.Data.Background;
using Dapper;

namespace Cardio.Site.Clinic.Settings;

/// <summary>Follows the stored settings: what one process stores, all apply within a second.</summary>
internal sealed partial class SettingsReader(
    StoredSettings settings, IEnumerable<StoredSettingRule> rules, DbDataSource database, ILogger<SettingsReader> log) : PollingService
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    private Guid _newest;

    private const string SelectNewest = "select id from setting order by id desc limit 1";
    private const string SelectAll = "select name, value from setting order by id";

    /// <summary>Applies what is stored now.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var newest = await connection.QuerySingleOrDefaultAsync<Guid>(new(SelectNewest, cancellationToken: cancellationToken));
        if (newest == _newest) return;
        var rows = await connection.QueryAsync<(string Name, string? Value)>(new(SelectAll, cancellationToken: cancellationToken));
        settings.Replace(rows.GroupBy(row => row.Name).Select(rows => KeyValuePair.Create(rows.Key, rows.Last().Value)).Where(Fits));
        _newest = newest;
    }

    private bool Fits(KeyValuePair<string, string?> setting)
    {
        if (setting.Value is null) return true;
        if (rules.FirstOrDefault(rule => rule.Name == setting.Key) is { } rule && rule.Fits(setting.Value)) return true;
        LogUnfit(setting.Key);
        return false;
    }

    /// <summary>Before the first request is taken.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task<TimeSpan> WorkAsync(CancellationToken cancellationToken)
    {
        await RefreshAsync(cancellationToken);
        return Pause;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stored setting {Name} is not known here, or its value does not fit; the configured one holds")]
    private partial void LogUnfit(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stored settings could not be read; those before stay")]
    protected override partial void LogPaused(Exception failure);
}
