using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches;

internal static class Refusals
{
    /// <summary>Why the file was refused, in the user's language.</summary>
    public static string Sentence(this BatchRefusedException refused, IStringLocalizer<BatchesText> words, IStringLocalizer<AssessmentsText> fields) =>
        words[$"Refused.{refused.Key}", refused.Missing.Count > 0 ? [string.Join(", ", refused.Missing.Select(field => fields[field.ToString()].Value))] : [.. refused.Arguments]];
}
