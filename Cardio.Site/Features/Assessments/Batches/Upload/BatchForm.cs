using System.Security.Cryptography;
using System.Text.Json;
using Cardio.Site.Web.Api;
using Microsoft.Extensions.Localization;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>Reads what a program uploads: the body itself, or a form whose fields are parameters of the address in another place.</summary>
internal sealed class BatchForm(QueryParameters parameters, IStringLocalizer<ApiText> words)
{
    /// <summary>The file and the fields before it; a field must be a parameter of the endpoint, and is not given twice.</summary>
    /// <exception cref="BatchRefusedException">There is no file, or a field cannot be read.</exception>
    public async Task<SentForm> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (UploadForm.Boundary(http.Request) is not { } boundary) return new(http.Request.Body, null, new Dictionary<string, string>(), []);
        var (file, name, fields) = await UploadForm.ApiFileAsync(http.Request, boundary, cancellationToken);
        var faults = fields.Select(field => Fault(http, field.Key, field.Value)).OfType<ApiError>().ToList();
        return new(file, name, fields, faults);
    }

    private ApiError? Fault(HttpContext http, string name, string value) => http.Request.Query.ContainsKey(name)
        ? ApiError.OfParameter(name, words["ParameterTwice"])
        : parameters.Check(http.GetEndpoint()!, name, value);
}

/// <summary>What a program uploads.</summary>
/// <param name="File">The file.</param>
/// <param name="FileName">Its name, or null where it is the body itself.</param>
/// <param name="Fields">The fields before it.</param>
/// <param name="Faults">What is wrong with the fields.</param>
internal sealed record SentForm(Stream File, string? FileName, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<ApiError> Faults)
{
    /// <summary>What a repeated request must have in common: the file, and the fields that stand for parameters.</summary>
    public ReadOnlyMemory<byte> Fingerprint(ReadOnlyMemory<byte> fileSha256) => Fields.Count == 0
        ? fileSha256
        : SHA256.HashData([.. fileSha256.Span, .. JsonSerializer.SerializeToUtf8Bytes(Fields.OrderBy(field => field.Key, StringComparer.Ordinal))]);

    /// <summary>A field's text, or null where it is not sent.</summary>
    public string? Field(string name) => Fields.GetValueOrDefault(name);
}
