using Cardio.Site.Features.Assessments.Batches.Result;
using Cardio.Site.Features.Assessments.Batches.Upload;
using Cardio.Site.Features.Assessments.Batches.Work;

namespace Cardio.Site.Features.Assessments.Batches;

internal static class BatchRegistration
{
    /// <summary>Adds the upload of patient files, their assessment in the background, and the results.</summary>
    public static void AddBatches(this IServiceCollection services)
    {
        services.AddSingleton<BatchStore>();
        services.AddSingleton<UploadStore>();
        services.AddSingleton<BatchQueue>();
        services.AddSingleton<BatchSignal>();
        services.AddSingleton<BatchUpload>();
        services.AddSingleton<BatchForm>();
        services.AddSingleton<BatchResult>();
        services.AddHostedService<BatchWorker>();
    }
}
