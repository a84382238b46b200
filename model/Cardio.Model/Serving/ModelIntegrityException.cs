namespace Cardio.Model.Serving;

/// <summary>
/// Thrown when a model must not be used: its files are missing, damaged or of another version, or it does not reproduce the golden
/// patients.
/// </summary>
/// <param name="message">Problem, as one sentence for the operator.</param>
/// <param name="inner">Underlying error, if any.</param>
public sealed class ModelIntegrityException(string message, Exception? inner = null) : Exception(message, inner);
