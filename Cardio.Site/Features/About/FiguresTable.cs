using Cardio.Model.Card;

namespace Cardio.Site.Features.About;

/// <summary>Model of the table of figures by group of patients.</summary>
/// <param name="Name">Caption of the table.</param>
/// <param name="Group">Heading of the column with the group names.</param>
/// <param name="Rows">The groups with their localized names.</param>
internal sealed record FiguresTable(string Name, string Group, IReadOnlyList<(string Name, GroupFigures Figures)> Rows);
