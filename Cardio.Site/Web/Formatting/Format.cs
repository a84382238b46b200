using System.Globalization;
using Cardio.Model.Card;
using Cardio.Site.Clinic.Assessments;

namespace Cardio.Site.Web.Formatting;

/// <summary>Figures as a person reads them, in the user's language.</summary>
internal static class Format
{
    /// <summary>A share: "75.2%".</summary>
    public static string Share(double share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share:0.0}%");

    /// <summary>A share with so many decimals: "54.99%".</summary>
    public static string Share(double share, int digits) => $"{Math.Round(100 * share, digits).ToString($"F{digits}", CultureInfo.CurrentCulture)}%";

    /// <summary>The interval of a share: "74.7–75.7".</summary>
    public static string ShareInterval(Figure share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share.Low:0.0}–{100 * share.High:0.0}");

    /// <summary>A share and its interval: "75.4% (71.0–79.2)".</summary>
    public static string WithInterval(Figure share) => $"{Share(share.Value)} ({ShareInterval(share)})";

    /// <summary>The same in whole per cents: "75% (71–79)".</summary>
    public static string Short(Figure share) => $"{Percent.Share(share.Value)} ({Interval(share)})";

    /// <summary>The interval of a share in whole per cents: "71–79".</summary>
    public static string Interval(Figure share) => Percent.Range(share.Low, share.High);

    /// <summary>A share that was set: "45.5%", but "50%".</summary>
    public static string Setting(double share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share:0.##}%");

    /// <summary>A figure that is no share: "0.797".</summary>
    public static string Plain(double figure) => figure.ToString("0.000", CultureInfo.CurrentCulture).Replace('-', '−');

    /// <summary>Its interval: "0.793 to 0.801"; a dash would be read as a minus here.</summary>
    public static string PlainInterval(Figure figure, string to) => $"{Plain(figure.Low)} {to} {Plain(figure.High)}";

    /// <summary>Such a figure with its interval, where none is below zero: "0.798 (0.793–0.801)".</summary>
    public static string PlainWithInterval(Figure figure) => $"{Plain(figure.Value)} ({Plain(figure.Low)}–{Plain(figure.High)})";

    /// <summary>Of a hundred patients: "46.7".</summary>
    public static string OfHundred(double share) =>
        (Math.Round(100 * share, 1) + 0.0).ToString("0.0", CultureInfo.CurrentCulture).Replace('-', '−'); // + 0.0 takes the sign off a zero

    /// <summary>A count: "54,955".</summary>
    public static string Count(double count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A coordinate of a drawing, which knows no decimal comma.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
