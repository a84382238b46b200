using Cardio.Model.Serving;

namespace Cardio.Site.Clinic.Models;

/// <summary>A folder that should contain a trained model.</summary>
/// <param name="Name">Name of the folder; empty for the built-in model.</param>
/// <param name="Model">The model, or null if it is rejected.</param>
/// <param name="Refusal">Why the model is rejected, or null.</param>
internal sealed record TrainedArtifact(string Name, RiskModel? Model, string? Refusal)
{
    /// <summary>Whether this is the built-in model.</summary>
    public bool IsBuiltIn => Name.Length == 0;
}
