using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>Figures as cells of a table, or why they are not shown.</summary>
internal sealed class QualityCells(IStringLocalizer<QualityText> words)
{
    /// <summary>A figure with its interval; "not enough data" where the figures are null.</summary>
    public Cell Of(QualityFigures? figures, QualityFigure figure)
    {
        if (figures is null) return new(words["NotEnoughShort"]);
        if (figures.Hides(figure)) return Hidden;
        return figures[figure] is not { } measured ? new(words["NoData"])
            : QualityFigures.IsShare(figure) ? Share(measured)
            : Cell.FromFigure(Format.PlainWithInterval(measured), measured);
    }

    /// <summary>How many patients are behind a figure.</summary>
    public Cell Patients(QualityFigures? figures, QualityFigure figure) => figures is null || figures[figure] is not { } measured ? new("–")
        : figures.Hides(figure) ? Hidden
        : Cell.Count((long)Math.Round(measured.Count));

    /// <summary>A share with its interval.</summary>
    public static Cell Share(Measured share) => Cell.FromFigure(Format.WithInterval(share), share);

    /// <summary>A figure that would tell of few patients.</summary>
    public Cell Hidden => new(words["Hidden"]);
}
