using System.Text.Json;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Compatibility;

/// <summary>Handles <c>POST /cvd-classification</c> of the earlier service: classifies one patient and stores nothing.</summary>
internal static class Classification
{
    // A repeated member is ambiguous.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Classifies the patient at the decision threshold of the clinic.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpRequest request,
        ServedModel served,
        IOptionsMonitor<ClinicOptions> clinic,
        IStringLocalizer<CompatibilityText> words,
        CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return new Problem(StatusCodes.Status415UnsupportedMediaType);
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, Strict, cancellationToken);
            var reader = new PatientReader(body.RootElement, words);
            if (reader.Read() is not { } patient)
                return new Problem(StatusCodes.Status422UnprocessableEntity) { Errors = reader.Errors };
            if (served.Current is not { } model)
                return new Problem(StatusCodes.Status503ServiceUnavailable, "ModelUnavailable");
            return TypedResults.Ok(ClassificationAnswer.FromDiagnosis(model.Score(patient) >= clinic.CurrentValue.DecisionThreshold));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an unpaired surrogate in a member name.
            return new Problem(StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>Answers 405; without this endpoint, other methods would redirect to sign-in.</summary>
    public static IResult RejectMethod(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Post;
        return new Problem(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>The response; clients compare its text verbatim.</summary>
    internal sealed record ClassificationAnswer(string Result)
    {
        /// <summary>Creates the response for a patient at or above the threshold, or below it.</summary>
        public static ClassificationAnswer FromDiagnosis(bool hasDisease) =>
            new(hasDisease ? "Patient With CVD" : "Patient Without CVD");
    }
}
