using System.Globalization;
using System.Text;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;

namespace Cardio.Model.Training.Reporting;

/// <summary>
/// Renders the model card as Markdown: the nine sections of Mitchell et al. (2019) and the applicable items of TRIPOD+AI (Collins et al.
/// 2024). Every figure comes from <c>card.json</c>.
/// </summary>
internal static class CardText
{
    public static string Write(RiskModel model)
    {
        var text = new StringBuilder();
        Add(text, $"""
            <!-- Written by `dotnet run -c Release --project model/Cardio.Model.Training -- card`; do not edit. -->

            # Model card: probability of cardiovascular disease

            Folders: `Cardio.Model` loads the model, scores and explains; `Cardio.Model.Training` is the command line; `artifacts` contains
            the trained model; `reports` contains the comparison with other models.

            """);
        Details(text, model);
        IntendedUse(text, model.Card);
        Factors(text);
        MetricsUsed(text, model.Card);
        Data(text, model.Card);
        CardTables.Write(text, model.Card);
        Considerations(text, model.Card);
        CardTripod.Write(text, model.Card);
        Rebuild(text, model.Card);
        return text.ToString();
    }

    private static void Details(StringBuilder text, RiskModel model)
    {
        var history = model.Card.History.Select(h => $"- {h.Version}: {h.Note}");
        Add(text, $"""

        ## 1. Model details

        - Version {model.Version}, SHA-256 `{model.Sha256}` over all files of `artifacts`: the SHA-256 of the output of
          `sha256sum {string.Join(' ', ArtifactFiles.All)}`.
        - Logistic regression on linear spline bases with non-negative weights. A step in the harmful direction never lowers the
          estimate: higher age, systolic or diastolic pressure, weight at fixed height, cholesterol or glucose, smoking, alcohol,
          inactivity. Sex and height are unconstrained.
        - {SplineDesign.ColumnCount} columns: ramps between knots for each input, and products and unions of ramps for
          {SplineDesign.Pairs.Count} pairs of inputs.
        - A projected Newton method finds the optimum. ML.NET's L-BFGS starts from it, completes the fit and writes
          `{ArtifactFiles.Model}`. `{ArtifactFiles.Weights}` contains the same weights for a fast start. The site converts them to
          lookup tables, which give the same logit.
        - {MeasurementPatterns.Count} sets of weights, one for each measurement pattern: all inputs; all without cholesterol, glucose or
          both; age, weight and pressures, with or without cholesterol. Each set is fitted and calibrated separately.

        History:

        {string.Join('\n', history)}

        """);
    }

    private static void IntendedUse(StringBuilder text, ModelCard card) => Add(text, $"""

        ## 2. Intended use

        Decision support for doctors: the probability that a patient **has cardiovascular disease now**, as defined in the development
        data and at its prevalence of {Percent(card.Data.Prevalence)} %. The doctor decides. The site re-bases the probability to a
        clinic's own prevalence by the odds form of Bayes' rule.

        Not intended for: prediction of future disease, screening without a doctor, treatment advice, or populations in which the model
        was not tested. Patients outside {TrainedAge.MinimumYears} to {TrainedAge.MaximumYears} years are scored at the nearest age
        inside and flagged. The model is not causal: it does not predict what happens if a patient stops smoking.

        """);

    private static void Factors(StringBuilder text) => Add(text, $"""

        ## 3. Factors

        Performance is reported by sex, by age band and by measurement pattern. Ethnicity, place, treatment and diabetes are not in the
        data, so differences between such groups are unknown. Blood pressure is a single reading; the site shows the effect of a
        measurement error of ± 5 mmHg.

        """);

    private static void MetricsUsed(StringBuilder text, ModelCard card) => Add(text, $"""

        ## 4. Metrics

        AUC, Brier score and log-loss; accuracy, precision, recall and specificity at the threshold 0.5; slope and intercept of the
        logistic recalibration; expected calibration error (ECE) over 15 bins of equal size; net benefit by threshold. Each has a 95 %
        bootstrap interval over patients. The bootstrap resamples the cross-validated predictions and does not repeat the fits.

        The interval of a single estimate describes sampling uncertainty at a level of {Percent(card.IntervalLevel)} %. It comes from
        {card.Replicates} bootstrap replicates of the whole fit. Simulations from the fitted model give the factor that widens the
        intervals to their nominal coverage:

        | measurement pattern | coverage before widening | factor |
        |---|---|---|
        {Rows(card.IntervalWidenings, w => $"| {CardTables.Name(w.Pattern)} | {w.PlainCoverage * 100:F1} % | {w.Factor:F2} |")}

        """);

    private static void Data(StringBuilder text, ModelCard card)
    {
        var data = card.Data;
        Add(text, $"""

        ## 5. Evaluation data

        The development table, by {data.Folds}-fold cross-validation; patients with equal inputs share a fold. There is no external
        validation.

        ## 6. Training data

        The public table "Cardiovascular Disease" (Kaggle, S. Ulianova): {data.Rows} of its rows, SHA-256
        `{data.Sha256}`. The source does not document where and when the data
        were collected, nor how the disease was ascertained.

        - {data.RowsOutsideLimits} rows are outside a hard limit, mostly typing errors, and are excluded.
          {data.RowsSystolicBelowDiastolic} rows have a systolic pressure below the diastolic pressure;
          {data.RowsDiastolicAbove200} rows have a diastolic pressure above 200 mmHg.
        - {data.RowsUsed} rows are used; {Percent(data.Prevalence)} % of these patients have the disease, far more than in most clinics.
        - {data.DuplicateRows} rows repeat another row except for the id. With age in completed years, {data.EqualInputGroups} groups of
          rows have equal inputs; in {data.EqualInputGroupsInDisagreement} of them the labels differ.
        - {Percent(data.ShareSystolicEndingInZero)} % of the systolic pressures end in 0; {Percent(data.ShareExactly120Over80)} % of the
          rows have exactly 120/80 mmHg.
        - {data.RowsUnder39Years} rows are of patients younger than 39 years.
        - Smoking, alcohol and high glucose are associated with slightly less disease in this table, contrary to medical knowledge. The
          constraints reduce their effect to (almost) zero.

        | input | minimum | 1st percentile | median | 99th percentile | maximum |
        |---|---|---|---|---|---|
        {Rows(card.Inputs, InputRow)}

        """);
    }

    private static FormattableString InputRow(InputDistribution i) =>
        $"| {i.Input} | {i.Minimum:0.#} | {i.Percentile1:0.#} | {i.Median:0.#} | {i.Percentile99:0.#} | {i.Maximum:0.#} |";

    private static void Considerations(StringBuilder text, ModelCard card) => Add(text, $"""

        ## 8. Ethical considerations

        The model must not replace the judgement of a doctor. Its constraint (a worse value never lowers the risk) costs a little
        accuracy; see `reports/comparison.md`. Performance may be worse in patient groups that the table does not contain, and this data
        cannot show it.

        ## 9. Caveats and recommendations

        - The model describes associations in one table of unknown origin, not causes.
        - At another prevalence than {Percent(card.Data.Prevalence)} % the raw probability is wrong: set the prevalence of the clinic.
        - Discrimination is worse in older patients than in younger ones (see the age bands in section 7).
        - The interval covers neither errors in the data nor misspecification of the model.
        - Before clinical use: external validation, and monitoring of inputs and confirmed outcomes.

        """);

    private static void Rebuild(StringBuilder text, ModelCard card)
    {
        var ridge = card.Ridge is { } penalty ? $" --ridge {penalty.ToString(CultureInfo.InvariantCulture)}" : "";
        var options = $"--seed {card.Seed} --version {card.Version}{ridge} --artifacts OUTPUT";
        Add(text, $"""

        ## How to rebuild

        Download the table from Kaggle (`sulianova/cardiovascular-disease-dataset`), then, from the root of the repository:

        ```
        dotnet run -c Release --project model/Cardio.Model.Training -- train --data FILE {options}
        dotnet run -c Release --project model/Cardio.Model.Training -- card
        dotnet run -c Release --project model/Cardio.Model.Training -- compare --data FILE
        dotnet run -c Release --project model/Cardio.Model.Training -- evaluate --data OTHER_FILE
        ```

        The same table and settings give the same files, byte for byte, with the same version of the program on the same type of CPU.
        Later versions of the program write additional fields to the card. `train` and `evaluate` exit with code 2 if the label leaks.

        """);
    }

    internal static string Rows<T>(IEnumerable<T> items, Func<T, FormattableString> row) =>
        string.Join('\n', items.Select(item => Invariant(row(item))));

    internal static void Add(StringBuilder text, FormattableString more) => text.Append(more.ToString(CultureInfo.InvariantCulture));

    internal static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture);
}
