namespace Cardio.Site.Data;

/// <summary>
/// Tables that other folders than their owner's name in SQL. Only the owner writes a table's name out; everybody else names it through
/// a constant, so that the users of a table are found by its references.
/// </summary>
internal static class TableNames
{
    /// <summary>Users. Owner: Features/Accounts.</summary>
    public const string Account = "account";

    /// <summary>Invitations that are not accepted yet. Owner: Features/Accounts.</summary>
    public const string AccountInvitation = "account_invitation";

    /// <summary>Roles of users. Owner: Features/Accounts.</summary>
    public const string AccountRole = "account_role";

    /// <summary>API keys. Owner: Features/ApiKeys.</summary>
    public const string ApiKey = "api_key";

    /// <summary>Assessments. Owner: Clinic/Assessments and Features/Assessments.</summary>
    public const string Assessment = "assessment";

    /// <summary>Confirmed diagnoses of assessed patients, with their earlier versions. Owner: Features/Assessments.</summary>
    public const string AssessmentOutcome = "assessment_outcome";

    /// <summary>Decisions of doctors about an assessment, with their earlier versions. Owner: Features/Assessments.</summary>
    public const string AssessmentReview = "assessment_review";

    /// <summary>Events of the audit trail. Owner: Clinic/Audit and Features/Audit.</summary>
    public const string AuditEvent = "audit_event";

    /// <summary>Uploaded files. Owner: Features/Assessments.</summary>
    public const string Batch = "batch";

    /// <summary>Rows of uploaded files. Owner: Features/Assessments.</summary>
    public const string BatchRow = "batch_row";

    /// <summary>Inputs that were rejected, counted by day. Owner: Clinic/Assessments.</summary>
    public const string RejectedInput = "refused_input";

    /// <summary>Probabilities that another model gave for a stored assessment. Owner: Features/Dashboard.</summary>
    public const string ShadowScore = "shadow_score";
}
