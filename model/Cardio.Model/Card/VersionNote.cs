namespace Cardio.Model.Card;

/// <summary>One entry of the version history.</summary>
/// <param name="Version">Version of the model, year.month.number.</param>
/// <param name="Note">Change since the previous version.</param>
public sealed record VersionNote(string Version, string Note);
