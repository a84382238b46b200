using Cardio.Site.Web.Formatting;

namespace Cardio.Site.Features.Assessments.Batches.Upload;

/// <summary>A file to fill in, with two made-up patients.</summary>
internal static class BatchTemplate
{
    public static byte[] ToBytes()
    {
        var file = new CsvFile();
        file.Add([.. ColumnNames.Template]);
        file.Add("A-1", 55, "female", 162, 82.5, 150, 95, "aboveNormal", "normal", "no", "no", "yes");
        file.Add("A-2", 47, "male", 175, 90, 130, 80, "normal", "notMeasured", "yes", "no", "no");
        return file.ToBytes();
    }
}
