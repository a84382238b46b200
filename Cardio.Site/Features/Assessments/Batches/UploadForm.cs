using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>
/// A form with a file, read as it comes in: the framework's reader would put the file on a disk first. The token against forgery stands
/// before the file and is looked at before any of it is read.
/// </summary>
internal static class UploadForm
{
    private const int LongestField = 4096;
    private const string TokenField = "__RequestVerificationToken";

    /// <summary>The file, or null where none was chosen.</summary>
    /// <exception cref="AntiforgeryValidationException">There is no token of the user's own.</exception>
    public static async Task<FileMultipartSection?> FileAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>();
        if (Boundary(http.Request) is not { } boundary)
        {
            await antiforgery.ValidateRequestAsync(http);
            return null;
        }
        var isProven = false;
        var reader = new MultipartReader(boundary, http.Request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFileSection() is { } file)
            {
                if (!isProven) break;
                return file.FileName.Length == 0 ? null : file;
            }
            if (section.AsFormDataSection() is not { Name: TokenField }) continue;
            http.Request.Headers["RequestVerificationToken"] = await TextAsync(section.Body, cancellationToken);
            await antiforgery.ValidateRequestAsync(http);
            isProven = true;
        }
        return isProven ? null : throw new AntiforgeryValidationException("The token does not stand before the file.");
    }

    /// <summary>The file of a program's form.</summary>
    public static async Task<FileMultipartSection?> FirstFileAsync(HttpRequest request, string boundary, CancellationToken cancellationToken)
    {
        var reader = new MultipartReader(boundary, request.Body);
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (section.AsFileSection() is { } file) return file;
        }
        return null;
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
