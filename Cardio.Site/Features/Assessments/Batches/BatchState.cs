namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>How far a batch is; stored by name.</summary>
public enum BatchState
{
    /// <summary>The file is arriving; the batch is not visible yet.</summary>
    Uploading,

    /// <summary>The file is complete; the doctor checks the mapping before the start.</summary>
    Uploaded,

    /// <summary>It waits to be processed.</summary>
    Queued,

    /// <summary>A process is assessing its rows, or ended before it finished.</summary>
    Running,

    /// <summary>All rows are processed.</summary>
    Done,

    /// <summary>It was stopped on request; rows assessed before keep their results.</summary>
    Cancelled,

    /// <summary>An unexpected error stopped it; rows assessed before keep their results.</summary>
    Failed,
}
