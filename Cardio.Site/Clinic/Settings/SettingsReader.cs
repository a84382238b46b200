using System.Data.Common;
using Cardio.Site.Data.Background;
using Dapper;

namespace Cardio.Site.Clinic.Settings;

/// <summary>Polls the stored settings, so that a change takes effect in every process within a second.</summary>
internal sealed partial class SettingsReader(
    StoredSettings settings, IEnumerable<StoredSettingRule> rules, DbDataSource database, ILogger<SettingsReader> log) : PollingService
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    private Guid _newest;

    private const string SelectNewest = "select id from setting order by id desc limit 1";
    private const string SelectAll = "select name, value from setting order by id";

    /// <summary>Applies the stored settings.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var newest = await connection.QuerySingleOrDefaultAsync<Guid>(new(SelectNewest, cancellationToken: cancellationToken));
        if (newest == _newest) return;
        var rows = await connection.QueryAsync<(string Name, string? Value)>(new(SelectAll, cancellationToken: cancellationToken));
        var latest = rows.GroupBy(row => row.Name).Select(rows => KeyValuePair.Create(rows.Key, rows.Last().Value));
        settings.Replace(latest.Where(IsValid));
        _newest = newest;
    }

    private bool IsValid(KeyValuePair<string, string?> setting)
    {
        if (setting.Value is null) return true;
        if (rules.FirstOrDefault(rule => rule.Name == setting.Key) is { } rule && rule.IsValid(setting.Value)) return true;
        LogInvalid(setting.Key);
        return false;
    }

    /// <summary>Applies the settings before the site accepts requests.</summary>
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

    [LoggerMessage(Level = LogLevel.Error, Message =
        "The stored setting {Name} is unknown or its value is invalid; the configured value is used")]
    private partial void LogInvalid(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stored settings could not be read; the previous ones remain in effect")]
    protected override partial void LogPaused(Exception failure);
}
