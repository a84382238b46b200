using Cardio.Site.Web.Formatting;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>A CSV file to fill in, with two fictitious patients.</summary>
internal static class BatchTemplate
{
    public static byte[] ToBytes()
    {
        var columns = BatchFields.InTemplate.ToList();
        var file = new CsvFile();
        file.Add([.. columns.Select(column => column.TemplateName)]);
        file.Add([.. columns.Select(column => column.Examples!.Value.First)]);
        file.Add([.. columns.Select(column => column.Examples!.Value.Second)]);
        return file.ToBytes();
    }
}
