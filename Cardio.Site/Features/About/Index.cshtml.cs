using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.About;

/// <summary>Shows the model card: intended use, training data, performance and limits.</summary>
internal sealed class AboutModel(ServedModel served, IOptionsMonitor<ClinicOptions> clinic) : PageModel
{
    /// <summary>The first table shows every fourth threshold; an expandable section shows all of them.</summary>
    private const int ThresholdStep = 4;

    /// <summary>The model in use, or null if none is loaded.</summary>
    public RiskModel? Served { get; } = served.Current;

    /// <summary>The card of the model in use.</summary>
    /// <exception cref="InvalidOperationException">No model is loaded.</exception>
    public ModelCard Card => Served?.Card ?? throw new InvalidOperationException("No model is loaded.");

    /// <summary>Contact from the clinic settings, or null.</summary>
    public string? Contact => string.IsNullOrWhiteSpace(clinic.CurrentValue.Contact) ? null : clinic.CurrentValue.Contact;

    /// <summary>Figures of all patients with all values measured.</summary>
    public GroupFigures Overall =>
        Card.Figures.First(figures => figures is { Pattern: MeasurementPattern.AllMeasured, Group: GroupName.All });

    /// <summary>Figures by sex and age, with all values measured.</summary>
    public IEnumerable<GroupFigures> Groups => Card.Figures.Where(figures => figures.Pattern == MeasurementPattern.AllMeasured);

    /// <summary>Figures of all patients by measurement pattern.</summary>
    public IEnumerable<GroupFigures> Patterns => Card.Figures.Where(figures => figures.Group == GroupName.All);

    /// <summary>The group with the lowest AUC.</summary>
    public GroupFigures Weakest => Groups.MinBy(figures => figures.Auc.Value)!;

    /// <summary>Every fourth threshold.</summary>
    public IEnumerable<ThresholdFigures> FewThresholds => Card.Thresholds.Where((_, index) => index % ThresholdStep == 1);

    /// <summary>Returns the distribution of one input in the training data.</summary>
    public InputDistribution Input(string name) => Card.Inputs.First(input => input.Input == name);
}
