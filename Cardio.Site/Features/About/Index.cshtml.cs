using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.About;

/// <summary>What the model is for, what it was made from, how good it is and where it is not: drawn from its card.</summary>
internal sealed class AboutModel(ServedModel served, IOptionsMonitor<ClinicOptions> clinic) : PageModel
{
    /// <summary>Every how many thresholds one is shown at once; the others stand behind a disclosure.</summary>
    private const int ThresholdStep = 4;

    /// <summary>The model, or null where none is loaded.</summary>
    public RiskModel? Served { get; } = served.Current;

    /// <summary>Its card.</summary>
    /// <exception cref="InvalidOperationException">No model is loaded.</exception>
    public ModelCard Card => Served?.Card ?? throw new InvalidOperationException("No model is loaded.");

    /// <summary>Whom to ask, or null where that is not set.</summary>
    public string? Contact => string.IsNullOrWhiteSpace(clinic.CurrentValue.Contact) ? null : clinic.CurrentValue.Contact;

    /// <summary>All patients, measured fully.</summary>
    public GroupFigures Overall => Card.Figures.First(figures => figures is { Pattern: MeasurementPattern.AllMeasured, Group: GroupName.All });

    /// <summary>The groups of fully measured patients: all, by sex, by age.</summary>
    public IEnumerable<GroupFigures> Groups => Card.Figures.Where(figures => figures.Pattern == MeasurementPattern.AllMeasured);

    /// <summary>All patients, with fewer values known.</summary>
    public IEnumerable<GroupFigures> Patterns => Card.Figures.Where(figures => figures.Group == GroupName.All);

    /// <summary>The group in which the model ranks worst.</summary>
    public GroupFigures Weakest => Groups.MinBy(figures => figures.Auc.Value)!;

    /// <summary>A few thresholds, evenly spread.</summary>
    public IEnumerable<ThresholdFigures> FewThresholds => Card.Thresholds.Where((_, index) => index % ThresholdStep == 1);

    /// <summary>The distribution of one input.</summary>
    public InputDistribution Input(string name) => Card.Inputs.First(input => input.Input == name);
}
