using System.Text.Json;
using Cardio.Site.Clinic;
using Cardio.Site.Clinic.Models;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Cardio.Site.Features.Compatibility;

/// <summary><c>POST /cvd-classification</c>: one patient in, one of two sentences out. Nothing is stored.</summary>
internal static class Classification
{
    // A patient's value that stands there twice is two values.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Answers with the sentence, at the clinic's decision threshold.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpRequest request, ServedModel served, IOptionsMonitor<ClinicOptions> clinic, IStringLocalizer<CompatibilityText> words, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType()) return new Problem(StatusCodes.Status415UnsupportedMediaType);
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, Strict, cancellationToken);
            var reader = new PatientReader(body.RootElement, words);
            if (reader.Read() is not { } patient) return new Problem(StatusCodes.Status422UnprocessableEntity) { Errors = reader.Errors };
            if (served.Current is not { } model) return new Problem(StatusCodes.Status503ServiceUnavailable, "ModelUnavailable");
            return TypedResults.Ok(ClassificationAnswer.FromDiagnosis(model.Score(patient) >= clinic.CurrentValue.DecisionThreshold));
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException) // a name that no text can hold
        {
            return new Problem(StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>The only method is POST; without this the sign-in would answer.</summary>
    public static IResult RefuseMethod(HttpResponse response)
    {
        response.Headers.Allow = HttpMethods.Post;
        return new Problem(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>The answer, word for word what clients look for.</summary>
    internal sealed record ClassificationAnswer(string Result)
    {
        /// <summary>The sentence for a patient at or above the threshold, or below it.</summary>
        public static ClassificationAnswer FromDiagnosis(bool hasDisease) => new(hasDisease ? "Patient With CVD" : "Patient Without CVD");
    }
}
