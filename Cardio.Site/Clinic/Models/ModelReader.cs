using Cardio.Site.Data.Background;

namespace Cardio.Site.Clinic.Models;

/// <summary>Follows the choices of models: what one process stores, all put into effect within a second.</summary>
internal sealed partial class ModelReader(ServedModel served, ModelChoices choices, ILogger<ModelReader> log) : PollingService
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Puts into effect what is stored now.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken); // what was read first must not be put into effect last
        try
        {
            served.Apply(await choices.NewestAsync(cancellationToken));
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The choices of models could not be read; those before stay")]
    protected override partial void LogPaused(Exception failure);
}
