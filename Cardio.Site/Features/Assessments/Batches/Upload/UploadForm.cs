using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// Reads a multipart form with a file while it arrives; the framework's form reader would buffer the file on disk. The antiforgery token
/// precedes the file and is validated before the file is read.
/// </summary>
internal static class UploadForm
{
    private const int LongestField = 4096;
    private const string TokenField = "__RequestVerificationToken";

    /// <summary>Name of the field for the coding of sex, which precedes the file.</summary>
    public const string SexField = "Sex";

    /// <summary>Opens the page's form: the file, or null if none was chosen, and the coding of sex, or null.</summary>
    /// <exception cref="AntiforgeryValidationException">The token is missing or invalid.</exception>
    public static async Task<(FileMultipartSection? File, string? Sex)> FileAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        if (Boundary(http.Request) is not { } boundary)
        {
            await antiforgery.ValidateRequestAsync(http);
            return (null, null);
        }
        string? sex = null;
        var isValidated = false;
        var reader = new MultipartReader(boundary, http.Request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                if (!isValidated) break;
                return (file.FileName.Length == 0 ? null : file, sex);
            }
            if (section.AsFormDataSection() is { Name: SexField }) sex = await TextAsync(section.Body, cancellationToken);
            if (section.AsFormDataSection() is not { Name: TokenField }) continue;
            http.Request.Headers["RequestVerificationToken"] = await TextAsync(section.Body, cancellationToken);
            await antiforgery.ValidateRequestAsync(http);
            isValidated = true;
        }
        return isValidated ? (null, sex) : throw new AntiforgeryValidationException("The antiforgery token must precede the file.");
    }

    /// <summary>
    /// Opens an API client's form: the file and the fields before it. The file must be the last part; its stream throws otherwise, so that
    /// neither a second file nor a later field is silently ignored.
    /// </summary>
    /// <exception cref="BatchRefusedException">A field has no name or appears twice, or the form has no file.</exception>
    public static async Task<(Stream File, string Name, IReadOnlyDictionary<string, string> Fields)> ApiFileAsync(
        HttpRequest request, string boundary, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, request.Body);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFileSection() is { } file) return (new LastSectionStream(file.FileStream!, reader), file.FileName, fields);
            if (section.AsFormDataSection() is not { } field
                || !fields.TryAdd(field.Name, await TextAsync(section.Body, cancellationToken)))
                throw new BatchRefusedException(RefusalReason.FieldTwice);
        }
        throw new BatchRefusedException(RefusalReason.NoFile);
    }

    /// <summary>The boundary of a multipart form; null if the request has another content type.</summary>
    public static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary
            ? boundary
            : null;

    private static async Task<string> TextAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }
}

/// <summary>Keeps model binding from reading the form, because the page reads it as a stream.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class ReadsFormItselfAttribute : Attribute, IResourceFilter
{
    public void OnResourceExecuting(ResourceExecutingContext context)
    {
        context.ValueProviderFactories.RemoveType<FormValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<FormFileValueProviderFactory>();
        context.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
    }

    public void OnResourceExecuted(ResourceExecutedContext context)
    {
    }
}
