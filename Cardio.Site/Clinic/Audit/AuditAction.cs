namespace Cardio.Site.Clinic.Audit;

/// <summary>The actions that the audit trail records; stored by name, so names must not change.</summary>
public enum AuditAction
{
    /// <summary>A user signed in.</summary>
    SignedIn,

    /// <summary>A sign-in was refused: wrong password or code, unknown, locked or disabled account.</summary>
    SignInRefused,

    /// <summary>An account was locked after failed sign-ins.</summary>
    AccountLocked,

    /// <summary>A user signed out.</summary>
    SignedOut,

    /// <summary>A user ended one of their sessions.</summary>
    SessionEnded,

    /// <summary>A password was set or changed.</summary>
    PasswordChanged,

    /// <summary>A second factor was set up.</summary>
    SecondFactorAdded,

    /// <summary>A second factor was removed.</summary>
    SecondFactorRemoved,

    /// <summary>New recovery codes replaced the earlier ones.</summary>
    RecoveryCodesMade,

    /// <summary>A recovery code was used instead of the second factor.</summary>
    RecoveryCodeUsed,

    /// <summary>A passkey was added.</summary>
    PasskeyAdded,

    /// <summary>A passkey was removed.</summary>
    PasskeyRemoved,

    /// <summary>An account was created.</summary>
    AccountCreated,

    /// <summary>An invitation was created; an earlier one for the account becomes invalid.</summary>
    InvitationMade,

    /// <summary>An invitation was used.</summary>
    InvitationUsed,

    /// <summary>The roles of an account changed.</summary>
    RolesChanged,

    /// <summary>An account was disabled.</summary>
    AccountDisabled,

    /// <summary>An account was enabled again.</summary>
    AccountEnabled,

    /// <summary>An API key was created.</summary>
    KeyCreated,

    /// <summary>An API key was revoked.</summary>
    KeyRevoked,

    /// <summary>A setting changed.</summary>
    SettingChanged,

    /// <summary>A shorter retention was requested; it takes effect after a delay.</summary>
    RetentionAsked,

    /// <summary>A requested retention was cancelled.</summary>
    RetentionUndone,

    /// <summary>A requested retention took effect.</summary>
    RetentionApplied,

    /// <summary>Another model became the live one.</summary>
    ModelPromoted,

    /// <summary>The previous live model became live again.</summary>
    ModelRolledBack,

    /// <summary>A model was chosen as challenger, or none.</summary>
    ChallengerChosen,

    /// <summary>An assessment was made.</summary>
    AssessmentCreated,

    /// <summary>A stored assessment was read.</summary>
    AssessmentViewed,

    /// <summary>A file of patients was uploaded.</summary>
    BatchUploaded,

    /// <summary>The assessment of a file was started.</summary>
    BatchStarted,

    /// <summary>Some rows of a file were assessed.</summary>
    BatchWorked,

    /// <summary>The assessment of a file was cancelled.</summary>
    BatchCancelled,

    /// <summary>A file was deleted with its rows.</summary>
    BatchDeleted,

    /// <summary>The doctor's decision on an assessment was recorded.</summary>
    DecisionRecorded,

    /// <summary>The outcome of an assessment was recorded.</summary>
    OutcomeRecorded,

    /// <summary>Rows were exported to a file.</summary>
    Exported,

    /// <summary>All data of one patient was exported for an access request.</summary>
    PatientExported,

    /// <summary>All data of one patient was erased.</summary>
    PatientErased,

    /// <summary>Assessments older than the retention were deleted.</summary>
    Purged,

    /// <summary>Demo patients were added.</summary>
    DemoAdded,

    /// <summary>Demo patients were removed.</summary>
    DemoRemoved,
}
