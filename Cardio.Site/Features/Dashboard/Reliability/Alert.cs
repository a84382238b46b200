namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>What an alert is about.</summary>
internal enum AlertKind
{
    /// <summary>A distribution has moved away from the training data.</summary>
    StabilityIndex,

    /// <summary>The disease is more, or less, frequent than the model says.</summary>
    CalibrationGap,

    /// <summary>Too often a laboratory value is not measured.</summary>
    MissingLabsShare,
}

/// <summary>Something that somebody should look at.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Input">The input's name in the model's card, or the probability's; empty where it is about neither.</param>
/// <param name="Value">The figure.</param>
/// <param name="Threshold">What it exceeds, by its size.</param>
/// <param name="Count">Assessments behind it.</param>
internal sealed record Alert(AlertKind Kind, string Input, double Value, double Threshold, long Count)
{
    /// <summary>The alerts of some figures; none where they rest on too few patients.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="options">When there is one.</param>
    /// <param name="isAll">
    /// Whether they are about all patients: a chosen sex or age band differs from the training data by the choice.
    /// </param>
    public static IReadOnlyList<Alert> FromFigures(ReliabilityFigures figures, AlertOptions options, bool isAll = true)
    {
        var alerts = new List<Alert>();
        foreach (var shift in isAll ? figures.Shifts : [])
            if (shift.Index > options.StabilityIndex && shift.Measured >= options.FewestAssessments)
                alerts.Add(new(AlertKind.StabilityIndex, shift.Training.Name, shift.Index.Value, options.StabilityIndex, shift.Measured));
        if (figures.Gap is { } gap && figures.Confirmed >= options.FewestAssessments && Math.Abs(gap.Value) > options.CalibrationGap
            && (gap.Low > 0 || gap.High < 0))
            alerts.Add(new(AlertKind.CalibrationGap, "", gap.Value, options.CalibrationGap, figures.Confirmed));
        if (figures.Assessments >= options.FewestAssessments && (double)figures.LabsNotMeasured / figures.Assessments is var share
            && share > options.MissingLabsShare)
            alerts.Add(new(AlertKind.MissingLabsShare, "", share, options.MissingLabsShare, figures.Assessments));
        return alerts;
    }
}
