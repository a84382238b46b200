using Cardio.Model.Card;

namespace Cardio.Site.Features.About;

/// <summary>Groups of patients with their figures, a row each.</summary>
/// <param name="Name">What the table is called.</param>
/// <param name="Group">Head of the column that names the groups.</param>
/// <param name="Rows">Name and figures.</param>
internal sealed record FiguresTable(string Name, string Group, IReadOnlyList<(string Name, GroupFigures Figures)> Rows);
