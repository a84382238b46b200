using System.Globalization;
using Cardio.Model;

namespace Cardio.Site.Features.About;

/// <summary>Figures of the card as a person reads them, in the user's language.</summary>
internal static class Shown
{
    /// <summary>A share: "75.2%".</summary>
    public static string Share(double share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share:0.0}%");

    /// <summary>The interval of a share: "74.7–75.7".</summary>
    public static string ShareInterval(Figure share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share.Low:0.0}–{100 * share.High:0.0}");

    /// <summary>A figure that is no share: "0.797".</summary>
    public static string Plain(double figure) => figure.ToString("0.000", CultureInfo.CurrentCulture).Replace('-', '−');

    /// <summary>Its interval: "0.793 to 0.801"; a dash would be read as a minus here.</summary>
    public static string PlainInterval(Figure figure, string to) => $"{Plain(figure.Low)} {to} {Plain(figure.High)}";

    /// <summary>Of a hundred patients: "46.7".</summary>
    public static string OfHundred(double share) =>
        (Math.Round(100 * share, 1) + 0.0).ToString("0.0", CultureInfo.CurrentCulture).Replace('-', '−'); // + 0.0 takes the sign off a zero

    /// <summary>A count: "54,955".</summary>
    public static string Count(int count) => count.ToString("N0", CultureInfo.CurrentCulture);

    /// <summary>A coordinate of a drawing, which knows no decimal comma.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
