using System.Globalization;

namespace Cardio.Site.Features.Dashboard.Tables;

/// <summary>Formats amounts of money in the user's language: "R$ 2,500", "R$ 2.500", "−R$ 512.40".</summary>
/// <param name="currency">ISO 4217 code.</param>
internal sealed class Money(string currency)
{
    /// <summary>Amounts from this size on are shown without decimals.</summary>
    private const decimal Large = 10_000;

    /// <summary>The real has a unique sign; other currencies use their code, because a dollar sign could mean twenty currencies.</summary>
    public string Sign { get; } = currency == "BRL" ? "R$" : currency;

    /// <summary>Formats an amount with its sign; without decimals if it is whole or large.</summary>
    public string Show(decimal amount)
    {
        var size = Math.Abs(amount);
        var isWhole = size >= Large || size == decimal.Truncate(size);
        var digits = size.ToString(isWhole ? "N0" : "N2", CultureInfo.CurrentCulture);
        return $"{(amount < 0 ? "−" : "")}{Sign}\u00A0{digits}";
    }

    /// <summary>Formats a difference; positive ones have a plus sign.</summary>
    public string Difference(decimal amount) => amount > 0 ? $"+{Show(amount)}" : Show(amount);

    /// <summary>Creates a table cell.</summary>
    public Cell Cell(decimal amount) => new(Show(amount), (double)amount);
}
