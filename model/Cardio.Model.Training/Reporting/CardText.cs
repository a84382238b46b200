using System.Globalization;
using System.Text;
using Cardio.Model.Card;
using Cardio.Model.Patients;
using Cardio.Model.Serving;

namespace Cardio.Model.Training.Reporting;

/// <summary>
/// The model card as Markdown, in the nine sections of Mitchell et al. (2019), with the items of TRIPOD+AI (Collins et al. 2024)
/// that apply. Every figure comes from the card file.
/// </summary>
internal static class CardText
{
    public static string Write(RiskModel model)
    {
        var text = new StringBuilder();
        Add(text, $"""
            <!-- Written by `dotnet run -c Release --project model/Cardio.Model.Training -- card`; do not edit. -->

            # Model card: probability of cardiovascular disease

            Folders: `Cardio.Model` loads, scores and explains; `Cardio.Model.Training` is the command line; `artifacts` holds the trained
            model; `reports` holds what the command line measured.

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

    private static void Details(StringBuilder text, RiskModel model) => Add(text, $"""

        ## 1. Model details

        - Version {model.Version}, SHA-256 `{model.Sha256}` over all files of `artifacts` (the SHA-256 of what `sha256sum {string.Join(' ', ArtifactFiles.All)}` prints).
        - A logistic regression on spline bases, fitted with non-negative weights so that no step in the harmful direction of age, systolic or
          diastolic pressure, weight at fixed height, cholesterol, glucose, smoking, alcohol or inactivity lowers the estimate. Sex and height are free.
          {SplineDesign.ColumnCount} columns: ramps between knots for each input, and products and unions of ramps for {SplineDesign.Pairs.Count} pairs of inputs.
        - A Newton method with bounds finds the optimum; ML.NET's L-BFGS starts there, ends the fit and writes `{ArtifactFiles.Model}`.
          `{ArtifactFiles.Weights}` holds the same weights, taken out of that file, for a quick start; serving folds them into lookup tables, which
          give the same logit.
        - {MeasurementPatterns.Count} sets of weights, one for each measurement pattern: everything known; without cholesterol, glucose or both; age, weight and
          pressures with or without cholesterol. Each is fitted and calibrated for its pattern.
        - {string.Join("\n- ", model.Card.History.Select(h => $"{h.Version}: {h.Note}"))}

        """);

    private static void IntendedUse(StringBuilder text, ModelCard card) => Add(text, $"""

        ## 2. Intended use

        Decision support for doctors: the probability that a patient **has cardiovascular disease now**, as the development data recorded it, at
        that data's prevalence of {Percent(card.Data.Prevalence)} %. The doctor decides. A clinic's own prevalence re-bases it by the odds form of Bayes' rule.

        Not for: prediction of future disease, screening without a doctor, treatment advice, people outside {TrainedAge.MinimumYears} to {TrainedAge.MaximumYears} years (scored like the nearest
        age inside, and flagged), or populations in which it was not tested. It answers no "what if this person stopped smoking".

        """);

    private static void Factors(StringBuilder text) => Add(text, $"""

        ## 3. Factors

        Figures are given by sex, by age band, and by what was measured. Ethnicity, place, treatment and diabetes are not in the data, so nothing is known
        about differences between such groups. Blood pressure is one reading; the cuff's error is shown as a band of ± 5 mmHg.

        """);

    private static void MetricsUsed(StringBuilder text, ModelCard card) => Add(text, $"""

        ## 4. Metrics

        AUC, Brier score, log-loss; accuracy, precision, recall, specificity at 0.5; slope and intercept of logistic recalibration; expected calibration
        error (ECE) over 15 bins of equal size; net benefit at thresholds. Each with a 95 % bootstrap interval over patients, which resamples the
        cross-validated predictions and does not repeat the fits.

        An estimate's own interval is called sampling uncertainty: {card.Replicates} bootstrap replicates of the whole fit, at a level of {Percent(card.IntervalLevel)} %,
        widened by the factor at which simulated intervals hold the truth that often when the truth is of the model's class:

        | pattern | held before widening | factor |
        |---|---|---|
        {string.Join('\n', card.IntervalWidenings.Select(w => Invariant($"| {CardTables.Name(w.Pattern)} | {w.PlainCoverage * 100:F1} % | {w.Factor:F2} |")))}

        """);

    private static void Data(StringBuilder text, ModelCard card) => Add(text, $"""

        ## 5. Evaluation data

        The development table itself by {card.Data.Folds}-fold cross-validation, patients of equal inputs in one fold. No other table stands behind this card: there
        is no external validation.

        ## 6. Training data

        The public "Cardiovascular Disease" table (Kaggle, S. Ulianova): {card.Data.Rows} rows of it, SHA-256 `{card.Data.Sha256}`. Where and when it was
        collected, and how the disease was ascertained, is not documented.

        - {card.Data.RowsOutsideLimits} rows break a hard limit and are left out, mostly typing errors; {card.Data.RowsSystolicBelowDiastolic} rows have a systolic pressure below the diastolic one and {card.Data.RowsDiastolicAbove200} a diastolic pressure above 200 mmHg.
        - {card.Data.RowsUsed} rows are used; {Percent(card.Data.Prevalence)} % of these people have the disease, far more than in most clinics.
        - {card.Data.DuplicateRows} rows repeat another one but for the id. With age in completed years, {card.Data.EqualInputGroups} groups of rows have equal inputs; in {card.Data.EqualInputGroupsInDisagreement} of them the label differs.
        - {Percent(card.Data.ShareSystolicEndingInZero)} % of systolic pressures end in 0, and {Percent(card.Data.ShareExactly120Over80)} % of the rows say exactly 120/80 mmHg.
        - {card.Data.RowsUnder39Years} rows are of people under 39 years.
        - Smoking, alcohol and high glucose go with slightly less disease in this table, against medical knowledge; the model gives them (almost) no say.

        | input | minimum | 1st percentile | median | 99th percentile | maximum |
        |---|---|---|---|---|---|
        {string.Join('\n', card.Inputs.Select(i => Invariant($"| {i.Input} | {i.Minimum:0.#} | {i.Percentile1:0.#} | {i.Median:0.#} | {i.Percentile99:0.#} | {i.Maximum:0.#} |")))}

        """);

    private static void Considerations(StringBuilder text, ModelCard card) => Add(text, $"""

        ## 8. Ethical considerations

        The model must not stand between a patient and a doctor's judgement. Its safety rule (never less risk for worse values) costs a little accuracy,
        which `reports/comparison.md` tells. A group of patients that the table lacks may be served worse, and nobody can tell from here.

        ## 9. Caveats and recommendations

        - Associations in one table of unknown origin, not causes.
        - At another prevalence than {Percent(card.Data.Prevalence)} % the raw probability is wrong; set the clinic's own.
        - The model ranks older patients worse than younger ones (see the age bands of section 7).
        - The interval covers neither errors of the data nor a wrong form of the model.
        - Before use in a clinic: external validation, and monitoring of inputs and confirmed outcomes.

        """);

    private static void Rebuild(StringBuilder text, ModelCard card) => Add(text, $"""

        ## How to rebuild

        Download the table from Kaggle (`sulianova/cardiovascular-disease-dataset`), then, from the root of the repository:

        ```
        dotnet run -c Release --project model/Cardio.Model.Training -- train --data FILE --seed {card.Seed} --version {card.Version}{(card.Ridge is { } ridge ? $" --ridge {ridge}" : "")} --artifacts OUTPUT
        dotnet run -c Release --project model/Cardio.Model.Training -- card
        dotnet run -c Release --project model/Cardio.Model.Training -- compare --data FILE
        dotnet run -c Release --project model/Cardio.Model.Training -- evaluate --data OTHER_FILE
        ```

        The same table and settings give the same files, byte for byte, with the same version of the program on the same kind of processor; what a card tells has grown since the first. `train` and `evaluate` exit with 2 where the label leaks.

        """);

    internal static void Add(StringBuilder text, FormattableString more) => text.Append(more.ToString(CultureInfo.InvariantCulture));

    internal static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture);
}
