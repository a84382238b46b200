using System.Globalization;

namespace Cardio.Site.Features.Dashboard.Tables;

/// <summary>Amounts of money in the user's language: "R$ 2,500", "R$ 2.500", "−R$ 512.40".</summary>
/// <param name="currency">Three letters of ISO 4217.</param>
internal sealed class Money(string currency)
{
    /// <summary>From this amount on fractions are left out.</summary>
    private const decimal Large = 10_000;

    /// <summary>
    /// The real has a sign that nobody mistakes; a dollar's could be that of twenty countries, so that other currencies go by their
    /// letters.
    /// </summary>
    public string Sign { get; } = currency == "BRL" ? "R$" : currency;

    /// <summary>An amount with its sign, in whole units where it is whole or large.</summary>
    public string Show(decimal amount)
    {
        var size = Math.Abs(amount);
        var isWhole = size >= Large || size == decimal.Truncate(size);
        var digits = size.ToString(isWhole ? "N0" : "N2", CultureInfo.CurrentCulture);
        return $"{(amount < 0 ? "−" : "")}{Sign}\u00A0{digits}";
    }

    /// <summary>A difference, whose sign is shown where it is above 0 too.</summary>
    public string Difference(decimal amount) => amount > 0 ? $"+{Show(amount)}" : Show(amount);

    /// <summary>A cell of a table.</summary>
    public Cell Cell(decimal amount) => new(Show(amount), (double)amount);
}
