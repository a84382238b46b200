using System.Text;
using Cardio.Model.Card;
using Cardio.Model.Serving;

namespace Cardio.Model.Training.Reporting;

/// <summary>Renders the TRIPOD+AI items that apply to the model and where each is addressed.</summary>
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
        | 6 participants | adults in the table within the hard limits of `Cardio.Model/Patients/ClinicalRange.cs` |
        | 7 data preparation | section 6; age in completed years, no imputation |
        | 8 outcome | the column `cardio`; how it was ascertained is not documented |
        | 9 predictors | the table of section 6 |
        | 10 sample size | {card.Data.RowsUsed} patients, {card.Data.RowsUsed * card.Data.Prevalence:F0} with the disease |
        | 11 missing data | none in the table; a separate set of weights for each measurement pattern handles missing inputs |
        | 12 analytical methods | sections 1 and 4; folds grouped by equal inputs; other models in `reports/comparison.md` |
        | 13 class imbalance | no resampling or weighting; re-basing to another prevalence by Bayes' rule |
        | 14 fairness | section 7, by sex and age; no other groups in the data |
        | 15 model output | a probability; section 7, by threshold |
        | 16 training versus evaluation | section 5 |
        | 18 open science | code, weights and card in this repository; the table is public but not redistributed |
        | 20 participant characteristics | section 6 |
        | 22 full model | `artifacts/{ArtifactFiles.Model}` |
        | 23 performance | section 7, with intervals |
        | 25 interpretation | sections 8 and 9 |
        | 26 limitations | section 9 |
        | 27 usability | missing inputs are allowed; values outside the training range are flagged |

        """);
}
