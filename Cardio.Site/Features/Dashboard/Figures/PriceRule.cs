using Cardio.Site.Clinic.Pricing;

namespace Cardio.Site.Features.Dashboard.Figures;

/// <summary>
/// What is paid for an examination by the share that the clinic measures (precision, or accuracy): the price of a step for every step
/// above the base. Decimals, because 0.55 − 0.5 is less than a step of 0.05 in binary numbers, and money is not to hang on that.
/// </summary>
internal sealed class PriceRule(PriceOptions options)
{
    private readonly decimal _price = (decimal)options.BasePrice;
    private readonly decimal _base = (decimal)options.BasePrecision;
    private readonly decimal _step = (decimal)options.Step;

    /// <summary>Paid for each step.</summary>
    public decimal BasePrice => _price;

    /// <summary>Share up to which nothing is paid.</summary>
    public decimal BaseShare => _base;

    /// <summary>Size of a step, as a share.</summary>
    public decimal Step => _step;

    /// <summary>What an examination costs.</summary>
    public decimal Cost { get; } = (decimal)options.CostPerExam;

    /// <summary>Whether only whole steps count.</summary>
    public bool IsFloored { get; } = options.Rounding == PriceRounding.Floored;

    /// <summary>How many steps a share is above the base: whole ones where the rule is floored; 0 at the base or below.</summary>
    /// <param name="share">
    /// 0 to 1. A conversion to decimal keeps 15 significant digits, which takes off what a division in binary leaves behind.
    /// </param>
    public decimal Steps(double share)
    {
        var steps = Math.Max(0, ((decimal)share - _base) / _step);
        return IsFloored ? decimal.Floor(steps) : steps;
    }

    /// <summary>
    /// How many decimals of the share in per cent, 1 to 4, it takes to come to as many steps as the share itself, to the second decimal.
    /// </summary>
    public int Digits(double share)
    {
        var steps = decimal.Round(Steps(share), 2);
        return Enumerable.Range(1, 3).FirstOrDefault(digits => decimal.Round(Steps(Math.Round(share, digits + 2)), 2) == steps, 4);
    }

    /// <summary>Price of an examination at a share.</summary>
    public decimal Price(double share) => _price * Steps(share);

    /// <summary>Price less cost of an examination at a share; below 0 it is a loss.</summary>
    public decimal Profit(double share) => Price(share) - Cost;

    /// <summary>
    /// The smallest share at which the price covers the cost; null where no share does.
    /// </summary>
    public double? BreakEven
    {
        get
        {
            if (Cost == 0) return 0;
            if (_price == 0) return null;
            var steps = IsFloored ? decimal.Ceiling(Cost / _price) : Cost / _price;
            var share = _base + steps * _step;
            return share <= 1 ? (double)share : null;
        }
    }

    /// <summary>
    /// The bands of shares from step to step, lowest first: below the first full step, then one a step, the last up to 1 and including
    /// it. Where a part of a step pays its part, what is up to the base and pays nothing is a band of its own.
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

    /// <summary>The price expected of an examination when the share is known no better than this.</summary>
    public double ExpectedPrice(SharePosterior posterior) => IsFloored
        ? Bands(posterior).Sum(band => (double)band.Price * band.Chance)
        : (double)(_price / _step) * posterior.MeanExcess((double)_base);

    /// <summary>The profit expected of an examination when the share is known no better than this.</summary>
    public double ExpectedProfit(SharePosterior posterior) => ExpectedPrice(posterior) - (double)Cost;
}

/// <summary>The shares of one price step.</summary>
/// <param name="Low">Lowest share, which belongs to it.</param>
/// <param name="High">Where the next step begins; 1 belongs to the last band.</param>
/// <param name="Price">Price at its lowest share; the price of all of it where the rule is floored.</param>
/// <param name="Chance">Chance that the share lies in it, 0 to 1.</param>
internal readonly record struct PriceBand(double Low, double High, decimal Price, double Chance);
