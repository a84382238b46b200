namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Kinds of alerts.</summary>
internal enum AlertKind
{
    /// <summary>A distribution has shifted from the training data.</summary>
    StabilityIndex,

    /// <summary>The disease is more, or less, common than the model says.</summary>
    CalibrationGap,

    /// <summary>Laboratory values are missing too often.</summary>
    MissingLabsShare,
}

/// <summary>An alert.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Input">Name of the input in the model card, or of the probability; empty if the alert is about neither.</param>
/// <param name="Value">The figure.</param>
/// <param name="Threshold">The limit that the value exceeds in magnitude.</param>
/// <param name="Count">Number of assessments.</param>
internal sealed record Alert(AlertKind Kind, string Input, double Value, double Threshold, long Count)
{
    /// <summary>Returns the alerts of some figures; none if there are too few patients.</summary>
    /// <param name="figures">The figures.</param>
    /// <param name="options">The limits.</param>
    /// <param name="isAll">
    /// Whether the figures are about all patients: a selected sex or age band differs from the training data by selection.
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
