using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Audit;

/// <summary>Localizes actions and results; unknown ones, from other versions, are shown as stored.</summary>
internal static class AuditWords
{
    public static string Action(string stored, IStringLocalizer words) => Word(words[$"Action.{Key(stored)}"], stored);

    public static string Result(string stored, IStringLocalizer words) => Word(words[$"Result.{stored}"], stored);

    private static string Word(LocalizedString text, string stored) => text.ResourceNotFound ? stored : text.Value;

    private static string Key(string stored) => stored.Length == 0 ? "" : char.ToUpperInvariant(stored[0]) + stored[1..];
}
