using Cardio.Model;

namespace Cardio.Site.Features.About;

/// <summary>What was recorded among patients with a given estimate.</summary>
/// <param name="Estimate">The estimate, 0 to 1.</param>
/// <param name="Recorded">Share with the disease, 0 to 1, with its interval.</param>
internal readonly record struct ReliabilityPoint(double Estimate, Figure Recorded);

/// <summary>Estimates against what was recorded, as a curve. A card that carries bins would be read into the same points.</summary>
/// <param name="Points">In the order of their estimates.</param>
internal sealed record Reliability(IReadOnlyList<ReliabilityPoint> Points)
{
    private const int Steps = 20;

    /// <summary>
    /// The line of the logistic recalibration. The card's slope and intercept are two fits (the intercept with the slope held at 1),
    /// so the line is shifted by the one and turned by the other about the share with disease. The interval takes the outermost of both.
    /// </summary>
    public static Reliability Line(GroupFigures figures)
    {
        var centre = Logit(figures.Prevalence);
        return new([.. Enumerable.Range(1, Steps - 1).Select(step => Point((double)step / Steps))]);

        ReliabilityPoint Point(double estimate)
        {
            var ends =
                from slope in new[] { figures.CalibrationSlope.Low, figures.CalibrationSlope.High }
                from intercept in new[] { figures.CalibrationIntercept.Low, figures.CalibrationIntercept.High }
                select Recorded(estimate, slope, intercept);
            return new(estimate, new(Recorded(estimate, figures.CalibrationSlope.Value, figures.CalibrationIntercept.Value), ends.Min(), ends.Max()));
        }

        double Recorded(double estimate, double slope, double intercept) =>
            1 / (1 + Math.Exp(-(intercept + centre + (slope * (Logit(estimate) - centre)))));
    }

    private static double Logit(double probability) => Math.Log(probability / (1 - probability));
}
