using Cardio.Site.Clinic.Pricing;
using Cardio.Site.Features.Dashboard.Tables;

namespace Cardio.Site.Features.Dashboard.Value;

/// <summary>The value at a threshold.</summary>
/// <param name="basis">The decisions by threshold.</param>
/// <param name="options">The price settings.</param>
/// <param name="threshold">The threshold to show, 0 to 1.</param>
/// <param name="ofClinic">The clinic's threshold, 0 to 1.</param>
/// <param name="assessments">Number of assessments of the period, or null if it is hidden.</param>
internal sealed class ValueCase(ValueBasis basis, PriceOptions options, double threshold, double ofClinic, long? assessments)
{
    private const int TableStep = 5;

    /// <summary>The decisions by threshold.</summary>
    public ValueBasis Basis => basis;

    /// <summary>The price rule.</summary>
    public PriceRule Rule { get; } = new(options);

    /// <summary>The measure that is paid for.</summary>
    public PriceMetric Metric => options.Metric;

    /// <summary>Formats amounts.</summary>
    public Money Money { get; } = new(options.Currency);

    /// <summary>Number of patients used for the profit figures.</summary>
    public int Patients => options.Patients;

    /// <summary>Number of assessments of the period, or null if it is hidden.</summary>
    public long? Assessments => assessments;

    /// <summary>The value at the threshold to show.</summary>
    public ThresholdValue Chosen => At(threshold);

    /// <summary>The value at the clinic's threshold if it is another one; otherwise null.</summary>
    public ThresholdValue? OfClinic => threshold == ofClinic ? null : At(ofClinic);

    /// <summary>Every fifth percent and the threshold to show.</summary>
    public IReadOnlyList<ThresholdValue> Thresholds { get; } =
    [
        .. Enumerable.Range(1, 100 / TableStep - 1).Select(step => step * TableStep / 100.0).Append(threshold).Distinct().Order()
            .Select(at => new ThresholdValue(at, basis, new(options), options.Metric)),
    ];

    /// <summary>Returns how many of the <see cref="Patients"/> a share is.</summary>
    public long PatientsIn(double share) => (long)Math.Round(share * Patients, MidpointRounding.AwayFromZero);

    private ThresholdValue At(double at) => new(at, basis, Rule, Metric);
}
