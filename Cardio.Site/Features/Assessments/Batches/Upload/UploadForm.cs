using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>
/// A form with a file, read as it comes in: the framework's reader would put the file on a disk first. The token against forgery stands
/// before the file and is looked at before any of it is read.
/// </summary>
internal static class UploadForm
{
    private const int LongestField = 4096;
    private const string TokenField = "__RequestVerificationToken";

    /// <summary>Name of the field for the coding of sex. It comes before the file.</summary>
    public const string SexField = "Sex";

    /// <summary>The file, or null where none was chosen, and the coding of sexes where one was.</summary>
    /// <exception cref="AntiforgeryValidationException">There is no token of the user's own.</exception>
    public static async Task<(FileMultipartSection? File, string? Sex)> FileAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        if (Boundary(http.Request) is not { } boundary)
        {
            await antiforgery.ValidateRequestAsync(http);
            return (null, null);
        }
        string? sex = null;
        var isProven = false;
        var reader = new MultipartReader(boundary, http.Request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                if (!isProven) break;
                return (file.FileName.Length == 0 ? null : file, sex);
            }
            if (section.AsFormDataSection() is { Name: SexField }) sex = await TextAsync(section.Body, cancellationToken);
            if (section.AsFormDataSection() is not { Name: TokenField }) continue;
            http.Request.Headers["RequestVerificationToken"] = await TextAsync(section.Body, cancellationToken);
            await antiforgery.ValidateRequestAsync(http);
            isProven = true;
        }
        return isProven ? (null, sex) : throw new AntiforgeryValidationException("The token does not stand before the file.");
    }

    /// <summary>
    /// The file of a program's form, and the fields before it. Nothing may follow the file: its stream fails where something does, so
    /// that neither a second file nor a late field is dropped without a word.
    /// </summary>
    /// <exception cref="BatchRefusedException">A field stands twice or has no name, or there is no file.</exception>
    public static async Task<(Stream File, string Name, IReadOnlyDictionary<string, string> Fields)> ApiFileAsync(
        HttpRequest request, string boundary, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, request.Body);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFileSection() is { } file) return (new LastSectionStream(file.FileStream!, reader), file.FileName, fields);
            if (section.AsFormDataSection() is not { } field || !fields.TryAdd(field.Name, await TextAsync(section.Body, cancellationToken)))
                throw new BatchRefusedException("FieldTwice");
        }
        throw new BatchRefusedException("NoFile");
    }

    /// <summary>What stands between the parts of a form with files, or null where it is no such form.</summary>
    public static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= 100 } boundary
            ? boundary
            : null;

    private static async Task<string> TextAsync(Stream stream, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField];
        return Encoding.UTF8.GetString(bytes, 0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken));
    }
}

/// <summary>Keeps the framework from reading the form, which the page does by itself.</summary>
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
