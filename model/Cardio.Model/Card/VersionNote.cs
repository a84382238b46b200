namespace Cardio.Model.Card;

/// <summary>One version of the model.</summary>
/// <param name="Version">The version.</param>
/// <param name="Note">What changed.</param>
public sealed record VersionNote(string Version, string Note);
