using Cardio.Site.Features.Dashboard.Figures;
using Cardio.Site.Features.Dashboard.Tables;
using Cardio.Site.Web.Formatting;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Dashboard.Quality;

/// <summary>Formats figures as cells of a table, or the reason why they are hidden.</summary>
internal sealed class QualityCells(IStringLocalizer<QualityText> words)
{
    /// <summary>Formats a figure with its interval; "not enough data" without figures.</summary>
    public Cell Figure(QualityFigures? figures, QualityFigure figure)
    {
        if (figures is null) return new(words["NotEnoughShort"]);
        if (figures.Hides(figure)) return Hidden;
        return figures[figure] is not { } measured ? new(words["NoData"])
            : QualityFigures.IsShare(figure) ? Share(measured)
            : Cell.FromFigure(Format.PlainWithInterval(measured), measured);
    }

    /// <summary>Formats the number of patients of a figure.</summary>
    public Cell Patients(QualityFigures? figures, QualityFigure figure) => figures is null || figures[figure] is not { } measured ? new("–")
        : figures.Hides(figure) ? Hidden
        : Cell.Count((long)Math.Round(measured.Count));

    /// <summary>Formats a share with its interval.</summary>
    public static Cell Share(Measured share) => Cell.FromFigure(Format.WithInterval(share), share);

    /// <summary>The cell of a figure that would reveal few patients.</summary>
    public Cell Hidden => new(words["Hidden"]);
}
