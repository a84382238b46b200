using System.Security.Cryptography;
using System.Text.Json;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Reads an API upload: the file as the body, or a form whose fields replace query parameters.</summary>
internal sealed class BatchForm(QueryParameters parameters, IStringLocalizer<ApiText> words)
{
    /// <summary>Opens the file and checks the fields before it: each must be a parameter of the endpoint and be sent only once.</summary>
    /// <exception cref="BatchRefusedException">The form has no file, or a field is unreadable.</exception>
    public async Task<SentForm> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (UploadForm.Boundary(http.Request) is not { } boundary)
            return new(http.Request.Body, null, new Dictionary<string, string>(), []);
        var (file, name, fields) = await UploadForm.ApiFileAsync(http.Request, boundary, cancellationToken);
        var errors = fields.Select(field => Check(http, field.Key, field.Value)).OfType<ApiError>().ToList();
        return new(file, name, fields, errors);
    }

    private ApiError? Check(HttpContext http, string name, string value) => http.Request.Query.ContainsKey(name)
        ? ApiError.FromParameter(name, words["ParameterTwice"])
        : parameters.Check(http.GetEndpoint()!, name, value);
}

/// <summary>An API upload.</summary>
/// <param name="File">The file.</param>
/// <param name="FileName">The name of the file, or null if the file is the body.</param>
/// <param name="Fields">The form fields before the file.</param>
/// <param name="Errors">The errors of the fields.</param>
internal sealed record SentForm(
    Stream File, string? FileName, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<ApiError> Errors)
{
    /// <summary>Fingerprint by which a repeated request is recognized: covers the file and the fields.</summary>
    public ReadOnlyMemory<byte> Fingerprint(ReadOnlyMemory<byte> fileSha256) => Fields.Count == 0
        ? fileSha256
        : SHA256.HashData([.. fileSha256.Span,
            .. JsonSerializer.SerializeToUtf8Bytes(Fields.OrderBy(field => field.Key, StringComparer.Ordinal))]);

    /// <summary>The value of a field, or null if it was not sent.</summary>
    public string? Field(string name) => Fields.GetValueOrDefault(name);
}
