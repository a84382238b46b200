namespace Cardio.Site.Features.Assessments.Batches;

/// <summary>Where a batch stands; stored by its name.</summary>
public enum BatchState
{
    /// <summary>Its rows are coming in; nobody sees it yet.</summary>
    Uploading,

    /// <summary>All rows are there, and the doctor looks at them.</summary>
    Uploaded,

    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>A process works on it, or did until it ended.</summary>
    Running,

    /// <summary>Every row has its answer.</summary>
    Done,

    /// <summary>Somebody stopped it; what was answered stays.</summary>
    Cancelled,

    /// <summary>Something unforeseen stopped it; what was answered stays.</summary>
    Failed,
}
