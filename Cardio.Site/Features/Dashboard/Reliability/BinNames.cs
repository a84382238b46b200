using System.Globalization;
using Cardio.Model.Patients;
using Cardio.Site.Clinic.Assessments;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Reliability;

/// <summary>Names the bins of a distribution.</summary>
internal sealed class BinNames(TrainingBins bins, IStringLocalizer<ReliabilityText> texts)
{
    private static readonly string[] Choices =
    [
        nameof(PatientFeatures.Smoker), nameof(PatientFeatures.DrinksAlcohol), nameof(PatientFeatures.PhysicallyActive),
    ];
    private static readonly string[] Laboratory = [nameof(PatientFeatures.Cholesterol), nameof(PatientFeatures.Glucose)];
    private static readonly string[] Measured =
    [
        nameof(PatientFeatures.BodyMassIndex), nameof(PatientFeatures.WeightKg), nameof(PatientFeatures.HeightCm),
    ];

    /// <summary>Returns the name of a bin.</summary>
    public string this[int bin] =>
        bins.Name == nameof(PatientFeatures.Sex) ? texts[$"Sex.{(Sex)(int)bins.Edges[bin]}"]
        : Choices.Contains(bins.Name) ? texts[bins.Edges[bin] == 0 ? "No" : "Yes"]
        : Laboratory.Contains(bins.Name) ? Classes(bin)
        : bins.Name == TrainingBins.Probability || Measured.Contains(bins.Name) ? Between(bin, Edge)
        : Whole(bin);

    /// <summary>The last bin may contain several classes.</summary>
    private string Classes(int bin) => string.Join(", ", Enum.GetValues<LabLevel>()
        .Where(level => (int)level >= bins.Edges[bin] && (bin == bins.Edges.Count - 1 || (int)level < bins.Edges[bin + 1]))
        .Select(level => texts[$"Lab.{level}"].Value));

    private string Between(int bin, Func<double, string> show) =>
        bin == bins.Edges.Count - 1 ? texts["OrMore", show(bins.Edges[bin])]
        : bin == 0 ? texts["Below", show(bins.Edges[1])]
        : texts["ToBelow", show(bins.Edges[bin]), show(bins.Edges[bin + 1])];

    private string Edge(double edge) =>
        bins.Name == TrainingBins.Probability ? Percent.Share(edge) : edge.ToString("0.#", CultureInfo.CurrentCulture);

    /// <summary>Years and mmHg are integers.</summary>
    private string Whole(int bin) =>
        bin == bins.Edges.Count - 1 ? texts["OrMore", bins.Edges[bin]]
        : bin == 0 ? texts["UpTo", bins.Edges[1] - 1]
        : bins.Edges[bin + 1] - bins.Edges[bin] <= 1 ? bins.Edges[bin].ToString(CultureInfo.CurrentCulture)
        : texts["FromTo", bins.Edges[bin], bins.Edges[bin + 1] - 1];
}
