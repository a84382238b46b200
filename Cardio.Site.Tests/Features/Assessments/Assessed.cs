using System.Net;
using Cardio.Site.Tests.Support;

namespace Cardio.Site.Tests.Features.Assessments;

/// <summary>Patients that are assessed already.</summary>
internal static class Assessed
{
    /// <summary>Assesses a patient and gives the address of the assessment.</summary>
    public static async Task<string> PathAsync(Visitor doctor, params (string Field, string? Value)[] changes)
    {
        using var response = await doctor.PostAsync("/assessments/new", SamplePatients.Valid(changes));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        return response.Headers.Location!.OriginalString;
    }
}
