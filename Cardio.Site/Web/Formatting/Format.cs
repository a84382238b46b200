using System.Globalization;
using Cardio.Model.Card;
using Cardio.Site.Clinic.Assessments;

namespace Cardio.Site.Web.Formatting;

/// <summary>Formats figures for display in the current culture.</summary>
internal static class Format
{
    /// <summary>Formats a share with one decimal: "75.2%".</summary>
    public static string Share(double share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share:0.0}%");

    /// <summary>Formats a share with the given number of decimals: "54.99%".</summary>
    public static string Share(double share, int digits) =>
        $"{Math.Round(100 * share, digits).ToString($"F{digits}", CultureInfo.CurrentCulture)}%";

    /// <summary>Formats the interval of a share with one decimal: "74.7–75.7".</summary>
    public static string ShareInterval(Figure share) =>
        string.Create(CultureInfo.CurrentCulture, $"{100 * share.Low:0.0}–{100 * share.High:0.0}");

    /// <summary>Formats a share with its interval, one decimal: "75.4% (71.0–79.2)".</summary>
    public static string WithInterval(Figure share) => $"{Share(share.Value)} ({ShareInterval(share)})";

    /// <summary>Formats a share with its interval in whole percent: "75% (71–79)".</summary>
    public static string Short(Figure share) => $"{Percent.Share(share.Value)} ({Interval(share)})";

    /// <summary>Formats the interval of a share in whole percent: "71–79".</summary>
    public static string Interval(Figure share) => Percent.Range(share.Low, share.High);

    /// <summary>Formats a configured share with up to two decimals: "45.5%", "50%".</summary>
    public static string Setting(double share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share:0.##}%");

    /// <summary>Formats a figure that is not a share, such as an AUC: "0.797".</summary>
    public static string Plain(double figure) => figure.ToString("0.000", CultureInfo.CurrentCulture).Replace('-', '−');

    /// <summary>Formats the interval of such a figure: "0.793 to 0.801". A dash could be read as a minus sign.</summary>
    public static string PlainInterval(Figure figure, string to) => $"{Plain(figure.Low)} {to} {Plain(figure.High)}";

    /// <summary>Formats such a figure with its interval: "0.798 (0.793–0.801)". Only for figures that cannot be negative.</summary>
    public static string PlainWithInterval(Figure figure) => $"{Plain(figure.Value)} ({Plain(figure.Low)}–{Plain(figure.High)})";

    /// <summary>Formats a share as a number per 100 patients: "46.7".</summary>
    public static string OutOfHundred(double share) =>
        (Math.Round(100 * share, 1) + 0.0).ToString("0.0", CultureInfo.CurrentCulture).Replace('-', '−'); // + 0.0 turns −0 into 0

    /// <summary>Formats a count with group separators: "54,955".</summary>
    public static string Count(double count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>Formats an SVG coordinate; SVG allows no decimal comma.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
