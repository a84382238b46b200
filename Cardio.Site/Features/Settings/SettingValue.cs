using System.Globalization;
using Cardio.Site.Clinic.Patients;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Settings;

/// <summary>What the values of a setting are like: how they are stored, typed and shown.</summary>
internal abstract record SettingValue
{
    /// <summary>Whether a stored text is a value.</summary>
    public abstract bool Fits(string stored);

    /// <summary>Reads what was typed; null where it is no value.</summary>
    public abstract string? Read(string? typed);

    /// <summary>The value as its field shows it.</summary>
    public abstract string Typed(string stored);

    /// <summary>The value as a person reads it.</summary>
    public abstract string Show(string stored, IStringLocalizer words);

    /// <summary>What is wrong with a value that could not be read.</summary>
    public abstract string Error(IStringLocalizer words);
}

/// <summary>One of a few words.</summary>
internal sealed record ChoiceValue(IReadOnlyList<string> Choices) : SettingValue
{
    public override bool Fits(string stored) => Choices.Contains(stored);

    public override string? Read(string? typed) => Choices.FirstOrDefault(choice => choice == typed);

    public override string Typed(string stored) => Choices.FirstOrDefault(choice => string.Equals(choice, stored, StringComparison.OrdinalIgnoreCase)) ?? "";

    public override string Show(string stored, IStringLocalizer words) => words[$"Choice.{Typed(stored)}"];

    public override string Error(IStringLocalizer words) => words["ChooseOne"];
}

/// <summary>The three letters of a currency.</summary>
internal sealed record CurrencyValue : SettingValue
{
    public override bool Fits(string stored) => stored.Length == 3 && stored.All(char.IsAsciiLetterUpper);

    public override string? Read(string? typed) => TypedText.Plain(typed).ToUpperInvariant() is var text && Fits(text) ? text : null;

    public override string Typed(string stored) => stored;

    public override string Show(string stored, IStringLocalizer words) => stored;

    public override string Error(IStringLocalizer words) => words["EnterCurrency"];
}

/// <summary>A number between two limits.</summary>
/// <param name="Minimum">The least, as it is stored.</param>
/// <param name="Maximum">The greatest, as it is stored.</param>
/// <param name="Unit">Its unit: <c>%</c> for a share that is typed in per cent; a key of the texts; or empty.</param>
/// <param name="Decimals">Most digits behind the mark as it is typed. More are refused: 70.000 might be meant for seventy thousand.</param>
/// <param name="MayBeEmpty">Whether no value is a value.</param>
internal sealed record NumberValue(double Minimum, double Maximum, string Unit, int Decimals, bool MayBeEmpty = false) : SettingValue
{
    private double Scale => Unit == "%" ? 100 : 1;

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

    public override string Typed(string stored) => Text(stored, Decimals == 0 ? "0" : "0.##");

    public override string Show(string stored, IStringLocalizer words) =>
        stored.Length == 0 ? words["None"]
        : Unit == "%" ? $"{Text(stored, "0.##")}%"
        : Unit.Length == 0 ? Text(stored, "#,0.##")
        : $"{Text(stored, "#,0.##")} {words[$"Unit.{Unit}"]}";

    public override string Error(IStringLocalizer words)
    {
        var ends = new object[] { Text(Minimum, "#,0.##"), Text(Maximum, "#,0.##"), Unit == "%" ? "%" : "" };
        return words[(Decimals == 0, MayBeEmpty) switch
        {
            (true, false) => "EnterWhole",
            (true, true) => "EnterWholeOrNothing",
            (false, false) => "EnterNumber",
            (false, true) => "EnterNumberOrNothing",
        }, ends];
    }

    private string Text(string stored, string format) => stored.Length == 0 ? "" : Text(double.Parse(stored, CultureInfo.InvariantCulture), format);

    private string Text(double stored, string format) => Math.Round(Scale * stored, 4).ToString(format, CultureInfo.CurrentCulture);
}
