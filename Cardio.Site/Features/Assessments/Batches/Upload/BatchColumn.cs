namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>A column of the file.</summary>
/// <param name="Name">Its name in the first line.</param>
/// <param name="Field">Its meaning; null if unknown, then its cells are not stored.</param>
/// <param name="Reading">
/// How its numbers were read: <c>days</c>, <c>years</c>, or a coding such as <c>1=female,2=male</c>; null if only one reading is possible.
/// </param>
internal sealed record BatchColumn(string Name, BatchField? Field, string? Reading = null);
