using Cardio.Model.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Describes how the numbers of a column are read, in the user's language.</summary>
internal static class ReadingText
{
    /// <summary>Formats <see cref="BatchColumn.Reading"/>.</summary>
    public static string Format(string reading, IStringLocalizer words) =>
        SexCoding.Parse(reading) is { } coding ? Meanings(coding, words) : words[$"Reading.{reading}"];

    /// <summary>Sorts by number, with 0 last: <c>1 is male, 0 is female</c>.</summary>
    private static string Meanings(SexCoding coding, IStringLocalizer words) => string.Join(
        ", ",
        Enum.GetValues<Sex>().Select(sex => (Sex: sex, Code: coding.Encode(sex)))
            .OrderBy(meaning => meaning.Code == 0).ThenBy(meaning => meaning.Code)
            .Select(meaning => words[$"Reading.{meaning.Sex}", meaning.Code]));
}
