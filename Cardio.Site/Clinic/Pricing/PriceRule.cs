namespace Cardio.Site.Clinic.Pricing;

/// <summary>
/// The price of an examination by the share that the clinic measures (precision or accuracy): one price for every step above the base.
/// Uses decimals, because 0.55 − 0.5 is less than 0.05 in floating point, which would lose a step.
/// </summary>
internal sealed class PriceRule(PriceOptions options)
{
    private readonly decimal _price = (decimal)options.BasePrice;
    private readonly decimal _base = (decimal)options.BasePrecision;
    private readonly decimal _step = (decimal)options.Step;

    /// <summary>Price of one step.</summary>
    public decimal BasePrice => _price;

    /// <summary>Share up to which nothing is paid.</summary>
    public decimal BaseShare => _base;

    /// <summary>Size of a step, as a share.</summary>
    public decimal Step => _step;

    /// <summary>Cost of an examination.</summary>
    public decimal Cost { get; } = (decimal)options.CostPerExam;

    /// <summary>Whether only full steps count.</summary>
    public bool IsFloored { get; } = options.Rounding == PriceRounding.Floored;

    /// <summary>Computes the number of steps above the base, rounded down if only full steps count; 0 at the base or below.</summary>
    /// <param name="share">
    /// 0 to 1. The conversion to decimal keeps 15 significant digits, which removes the rounding error of a floating-point division.
    /// </param>
    public decimal Steps(double share)
    {
        var steps = Math.Max(0, ((decimal)share - _base) / _step);
        return IsFloored ? decimal.Floor(steps) : steps;
    }

    /// <summary>
    /// Computes how many decimals of the percentage, 1 to 4, are needed to give the same steps as the share, to two decimals.
    /// </summary>
    public int Digits(double share)
    {
        var steps = decimal.Round(Steps(share), 2);
        return Enumerable.Range(1, 3).FirstOrDefault(digits => decimal.Round(Steps(Math.Round(share, digits + 2)), 2) == steps, 4);
    }

    /// <summary>Computes the price of an examination at a share.</summary>
    public decimal Price(double share) => _price * Steps(share);

    /// <summary>Computes price minus cost of an examination at a share; a negative profit is a loss.</summary>
    public decimal Profit(double share) => Price(share) - Cost;

    /// <summary>
    /// Computes the smallest share at which the price covers the cost; null if no share does.
    /// </summary>
    public double? BreakEven()
    {
        if (Cost == 0) return 0;
        if (_price == 0) return null;
        var steps = IsFloored ? decimal.Ceiling(Cost / _price) : Cost / _price;
        var share = _base + steps * _step;
        return share <= 1 ? (double)share : null;
    }

    /// <summary>
    /// Computes the bands of shares with their chances, lowest first: below the first full step, then one per step, the last up to and
    /// including 1. If partial steps are paid, shares up to the base, which pay nothing, are a separate band.
    /// </summary>
    public IReadOnlyList<PriceBand> Bands(SharePosterior posterior)
    {
        var bands = new List<PriceBand>();
        var low = 0m;
        if (!IsFloored && _base > 0) Add(_base, 0);
        for (var number = 0; low < 1; number++) Add(_base + (number + 1) * _step, _price * number);
        return bands;

        void Add(decimal to, decimal price)
        {
            var high = Math.Min(1, to);
            var chance = (high < 1 ? posterior.ChanceBelow((double)high) : 1) - posterior.ChanceBelow((double)low);
            bands.Add(new((double)low, (double)high, price, Math.Max(0, chance)));
            low = high;
        }
    }

    /// <summary>Computes the expected price of an examination under the uncertainty of the share.</summary>
    public double ExpectedPrice(SharePosterior posterior) => IsFloored
        ? Bands(posterior).Sum(band => (double)band.Price * band.Chance)
        : (double)(_price / _step) * posterior.MeanExcess((double)_base);

    /// <summary>Computes the expected profit of an examination under the uncertainty of the share.</summary>
    public double ExpectedProfit(SharePosterior posterior) => ExpectedPrice(posterior) - (double)Cost;
}

/// <summary>A band of shares with one price step.</summary>
/// <param name="Low">Lowest share, inclusive.</param>
/// <param name="High">Highest share, exclusive; the last band includes 1.</param>
/// <param name="Price">Price at the lowest share; if only full steps count, the price of the whole band.</param>
/// <param name="Chance">Probability that the share is in the band, 0 to 1.</param>
internal readonly record struct PriceBand(double Low, double High, decimal Price, double Chance);
