using System.Text;
using Cardio.Model.Card;
using Cardio.Model.Serving;

namespace Cardio.Model.Training.Reporting;

/// <summary>The items of TRIPOD+AI that apply to the model, with where each is answered.</summary>
internal static class CardTripod
{
    public static void Write(StringBuilder text, ModelCard card) => CardText.Add(text, $"""

        ## TRIPOD+AI items

        | item | answer |
        |---|---|
        | 1 title | development of a diagnostic prediction model with internal validation, this page |
        | 3 background | section 2; the project's README |
        | 4 objectives | section 2 |
        | 5 source of data | section 6; place, period and recruitment are not documented by the source |
        | 6 participants | adults of the table within the hard limits of `Cardio.Model/ClinicalRange.cs` |
        | 7 data preparation | section 6; age in completed years, nothing imputed |
        | 8 outcome | the column `cardio`; how it was ascertained is not documented |
        | 9 predictors | the table of section 6 |
        | 10 sample size | {card.Data.RowsUsed} patients, {card.Data.RowsUsed * card.Data.Prevalence:F0} with the disease |
        | 11 missing data | the table has none; a set of weights for each measurement pattern serves patients with values not measured |
        | 12 analytical methods | sections 1 and 4; folds by group of equal inputs; challengers in `reports/comparison.md` |
        | 13 class imbalance | none treated; re-basing to another prevalence by Bayes' rule |
        | 14 fairness | section 7 by sex and age; other groups are not in the data |
        | 15 model output | a probability; section 7 by threshold |
        | 16 training versus evaluation | section 5 |
        | 18 open science | code, weights and card in this repository; the table is public but not redistributed |
        | 20 participants' characteristics | section 6 |
        | 22 full model | `artifacts/{ArtifactFiles.Model}` |
        | 23 performance | section 7, with intervals |
        | 25 interpretation | sections 8 and 9 |
        | 26 limitations | section 9 |
        | 27 usability | missing values are inputs; values outside the learned range are flagged |

        """);
}
