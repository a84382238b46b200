using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>The business at a threshold.</summary>
/// <param name="basis">What is known of decisions.</param>
/// <param name="options">The settings of the price.</param>
/// <param name="threshold">The threshold that is looked at, 0 to 1.</param>
/// <param name="ofClinic">The threshold that holds, 0 to 1.</param>
/// <param name="assessments">Assessments of the period, or null where their number is hidden.</param>
internal sealed class ValueCase(ValueBasis basis, PriceOptions options, double threshold, double ofClinic, long? assessments)
{
    private const int TableStep = 5;

    /// <summary>What is known of decisions.</summary>
    public ValueBasis Basis => basis;

    /// <summary>What is paid.</summary>
    public PriceRule Rule { get; } = new(options);

    /// <summary>For what it is paid.</summary>
    public PriceMetric Metric => options.Metric;

    /// <summary>How amounts are shown.</summary>
    public Money Money { get; } = new(options.Currency);

    /// <summary>Patients for whom the business is reckoned.</summary>
    public int Patients => options.Patients;

    /// <summary>Assessments of the period, or null where their number is hidden.</summary>
    public long? Assessments => assessments;

    /// <summary>The threshold that is looked at.</summary>
    public ThresholdValue Chosen => At(threshold);

    /// <summary>The threshold that holds, where it is another one; else null.</summary>
    public ThresholdValue? OfClinic => threshold == ofClinic ? null : At(ofClinic);

    /// <summary>Every fifth per cent, and the threshold that is looked at among them.</summary>
    public IReadOnlyList<ThresholdValue> Thresholds { get; } =
    [
        .. Enumerable.Range(1, 100 / TableStep - 1).Select(step => step * TableStep / 100.0).Append(threshold).Distinct().Order()
            .Select(at => new ThresholdValue(at, basis, new(options), options.Metric)),
    ];

    /// <summary>How many of the <see cref="Patients"/> a share is.</summary>
    public long Of(double share) => (long)Math.Round(share * Patients, MidpointRounding.AwayFromZero);

    private ThresholdValue At(double at) => new(at, basis, Rule, Metric);
}
