using System.Globalization;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Settings;

/// <summary>Type and range of a setting: validates, parses and formats its values.</summary>
internal abstract record SettingValue
{
    /// <summary>Whether a stored text is a valid value.</summary>
    public abstract bool Fits(string stored);

    /// <summary>Parses typed text into the stored form; returns null if it is invalid.</summary>
    public abstract string? Read(string? typed);

    /// <summary>Formats a stored value for its form field.</summary>
    public abstract string FormatForField(string stored);

    /// <summary>Formats a stored value for display.</summary>
    public abstract string Format(string stored, IStringLocalizer words);

    /// <summary>Returns the message for an invalid value.</summary>
    public abstract string Error(IStringLocalizer words);
}

/// <summary>One of a list of words.</summary>
internal sealed record ChoiceValue(IReadOnlyList<string> Choices) : SettingValue
{
    public override bool Fits(string stored) => Choices.Contains(stored);

    public override string? Read(string? typed) => Choices.FirstOrDefault(choice => choice == typed);

    public override string FormatForField(string stored) =>
        Choices.FirstOrDefault(choice => string.Equals(choice, stored, StringComparison.OrdinalIgnoreCase)) ?? "";

    public override string Format(string stored, IStringLocalizer words) => words[$"Choice.{FormatForField(stored)}"];

    public override string Error(IStringLocalizer words) => words["ChooseOne"];
}

/// <summary>A three-letter currency code.</summary>
internal sealed record CurrencyValue : SettingValue
{
    public override bool Fits(string stored) => stored.Length == 3 && stored.All(char.IsAsciiLetterUpper);

    public override string? Read(string? typed) => TypedText.Plain(typed).ToUpperInvariant() is var text && Fits(text) ? text : null;

    public override string FormatForField(string stored) => stored;

    public override string Format(string stored, IStringLocalizer words) => stored;

    public override string Error(IStringLocalizer words) => words["EnterCurrency"];
}

/// <summary>A number in a range.</summary>
/// <param name="Minimum">Minimum of the stored value.</param>
/// <param name="Maximum">Maximum of the stored value.</param>
/// <param name="Unit">Unit: <see cref="Percent"/> for a share that is typed in percent, a resource key, or empty.</param>
/// <param name="Decimals">Maximum decimals as typed. More are rejected: 70.000 might mean seventy thousand.</param>
/// <param name="MayBeEmpty">Whether the setting may have no value.</param>
internal sealed record NumberValue(double Minimum, double Maximum, string Unit, int Decimals, bool MayBeEmpty = false) : SettingValue
{
    /// <summary>Unit of a share that is stored as a fraction and typed in percent.</summary>
    public const string Percent = "%";

    private bool IsPercent => Unit == Percent;

    private double Scale => IsPercent ? 100 : 1;

    public override bool Fits(string stored) => stored.Length == 0
        ? MayBeEmpty
        : double.TryParse(stored, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && number >= Minimum && number <= Maximum && (Decimals > 0 || double.IsInteger(number));

    public override string? Read(string? typed)
    {
        typed = TypedText.Plain(typed);
        if (typed.Length == 0) return MayBeEmpty ? "" : null;
        var mark = typed.IndexOfAny(['.', ',']);
        if (mark >= 0 && typed[(mark + 1)..].TakeWhile(char.IsAsciiDigit).Count() > Decimals) return null;
        if (!ClinicalNumber.TryParse(typed, [Unit], out var number)) return null;
        var stored = Math.Round(number / Scale, 6).ToString(CultureInfo.InvariantCulture);
        return Fits(stored) ? stored : null;
    }

    public override string FormatForField(string stored) => Text(stored, Decimals == 0 ? "0" : "0.##");

    public override string Format(string stored, IStringLocalizer words) =>
        stored.Length == 0 ? words["None"]
        : IsPercent ? $"{Text(stored, "0.##")}%"
        : Unit.Length == 0 ? Text(stored, "#,0.##")
        : $"{Text(stored, "#,0.##")} {words[$"Unit.{Unit}"]}";

    public override string Error(IStringLocalizer words)
    {
        var ends = new object[] { Text(Minimum, "#,0.##"), Text(Maximum, "#,0.##"), IsPercent ? Percent : "" };
        return words[(Decimals == 0, MayBeEmpty) switch
        {
            (true, false) => "EnterWhole",
            (true, true) => "EnterWholeOrNothing",
            (false, false) => "EnterNumber",
            (false, true) => "EnterNumberOrNothing",
        }, ends];
    }

    private string Text(string stored, string format) =>
        stored.Length == 0 ? "" : Text(double.Parse(stored, CultureInfo.InvariantCulture), format);

    private string Text(double stored, string format) => Math.Round(Scale * stored, 4).ToString(format, CultureInfo.CurrentCulture);
}
