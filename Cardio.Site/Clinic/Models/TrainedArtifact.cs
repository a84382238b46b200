using Cardio.Model.Serving;

namespace Cardio.Site.Clinic.Models;

/// <summary>A folder that should hold a trained model.</summary>
/// <param name="Name">Its name, or empty for the model that is built in.</param>
/// <param name="Model">The model, or null where it is refused.</param>
/// <param name="Refusal">Why it is refused, or null.</param>
internal sealed record TrainedArtifact(string Name, RiskModel? Model, string? Refusal)
{
    /// <summary>Whether it answers where none was promoted.</summary>
    public bool IsBuiltIn => Name.Length == 0;
}
