using Cardio.Site.Data.Background;

namespace Cardio.Site.Clinic.Models;

/// <summary>Polls the stored choices of models, so that a choice takes effect in every process within a second.</summary>
internal sealed partial class ModelReader(ServedModel served, ModelChoices choices, ILogger<ModelReader> log) : PollingService
{
    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Applies the stored choices.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken); // otherwise an older reading could be applied last
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

    /// <summary>Applies the choices before the site accepts requests.</summary>
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The choices of models could not be read; the previous ones remain in effect")]
    protected override partial void LogPaused(Exception failure);
}
