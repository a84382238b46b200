using System.Globalization;
using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Web;

namespace Cardio.Site.Features.Dashboard;

/// <summary>Figures with their intervals as a person reads them, in the user's language.</summary>
internal static class Shown
{
    /// <summary>A share: "75.4%".</summary>
    public static string Share(double share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share:0.0}%");

    /// <summary>A share with so many decimals: "54.99%".</summary>
    public static string Share(double share, int digits) => $"{Math.Round(100 * share, digits).ToString($"F{digits}", CultureInfo.CurrentCulture)}%";

    /// <summary>A share that was set: "45.5%", but "50%".</summary>
    public static string Setting(double share) => string.Create(CultureInfo.CurrentCulture, $"{100 * share:0.##}%");

    /// <summary>A share and its interval: "75.4% (71.0–79.2)".</summary>
    public static string WithInterval(Measured share) =>
        string.Create(CultureInfo.CurrentCulture, $"{100 * share.Value:0.0}% ({100 * share.Low:0.0}–{100 * share.High:0.0})");

    /// <summary>The same in whole per cents: "75% (71–79)".</summary>
    public static string Short(Measured share) => $"{Percent.Share(share.Value)} ({Interval(share)})";

    /// <summary>The interval of a share in whole per cents: "71–79".</summary>
    public static string Interval(Measured share) => Percent.Range(share.Low, share.High);

    /// <summary>A figure that is no share, with its interval: "0.798 (0.793–0.801)".</summary>
    public static string PlainWithInterval(Measured figure) => $"{Plain(figure.Value)} ({Plain(figure.Low)}–{Plain(figure.High)})";

    /// <summary>A figure that is no share: "0.798".</summary>
    public static string Plain(double figure) => figure.ToString("0.000", CultureInfo.CurrentCulture).Replace('-', '−');

    /// <summary>A count: "54,955".</summary>
    public static string Count(double count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
