namespace Cardio.Model.Serving;

/// <summary>The model's files are missing, damaged, of another version or do not reproduce the golden patients: it must not score.</summary>
/// <param name="message">What is wrong, in one sentence.</param>
/// <param name="inner">The cause, if any.</param>
public sealed class ModelIntegrityException(string message, Exception? inner = null) : Exception(message, inner);
