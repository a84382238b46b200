namespace Cardio.Site.Clinic.Audit;

/// <summary>What can be done that the trail tells of; stored by its name.</summary>
public enum AuditAction
{
    /// <summary>Somebody signed in.</summary>
    SignedIn,

    /// <summary>A sign-in was refused: wrong, unknown, locked or disabled.</summary>
    SignInRefused,

    /// <summary>An account was locked after wrong passwords.</summary>
    AccountLocked,

    /// <summary>Somebody signed out.</summary>
    SignedOut,

    /// <summary>A session was ended by its user.</summary>
    SessionEnded,

    /// <summary>A password was set or changed.</summary>
    PasswordChanged,

    /// <summary>A second factor was set up.</summary>
    SecondFactorAdded,

    /// <summary>A second factor was taken away.</summary>
    SecondFactorRemoved,

    /// <summary>Recovery codes were made anew.</summary>
    RecoveryCodesMade,

    /// <summary>A recovery code was used in place of the second factor.</summary>
    RecoveryCodeUsed,

    /// <summary>A passkey was added.</summary>
    PasskeyAdded,

    /// <summary>A passkey was removed.</summary>
    PasskeyRemoved,

    /// <summary>An account was made.</summary>
    AccountCreated,

    /// <summary>An invitation was made; an older one of the account ends.</summary>
    InvitationMade,

    /// <summary>An invitation was used.</summary>
    InvitationUsed,

    /// <summary>The roles of an account were changed.</summary>
    RolesChanged,

    /// <summary>An account was disabled.</summary>
    AccountDisabled,

    /// <summary>An account was enabled again.</summary>
    AccountEnabled,

    /// <summary>A program's key was made.</summary>
    KeyCreated,

    /// <summary>A program's key was revoked.</summary>
    KeyRevoked,

    /// <summary>A setting was changed.</summary>
    SettingChanged,

    /// <summary>A shorter retention was asked for; it waits for its time.</summary>
    RetentionAsked,

    /// <summary>A retention that waited was taken back.</summary>
    RetentionUndone,

    /// <summary>A retention that waited took effect.</summary>
    RetentionApplied,

    /// <summary>Another model answers from now on.</summary>
    ModelPromoted,

    /// <summary>The model that answered before answers again.</summary>
    ModelRolledBack,

    /// <summary>A model was chosen to score beside the one that answers, or none.</summary>
    ChallengerChosen,

    /// <summary>An assessment was made.</summary>
    AssessmentCreated,

    /// <summary>An assessment was opened again.</summary>
    AssessmentViewed,

    /// <summary>A file of patients was uploaded.</summary>
    BatchUploaded,

    /// <summary>Work on a file of patients was begun.</summary>
    BatchStarted,

    /// <summary>Some rows of a file were assessed.</summary>
    BatchWorked,

    /// <summary>Work on a file was stopped.</summary>
    BatchCancelled,

    /// <summary>A file was deleted with its rows.</summary>
    BatchDeleted,

    /// <summary>A decision was recorded on an assessment.</summary>
    DecisionRecorded,

    /// <summary>An outcome was recorded for an assessment.</summary>
    OutcomeRecorded,

    /// <summary>Rows were exported to a file.</summary>
    Exported,

    /// <summary>All data of one patient was exported for an access request.</summary>
    PatientExported,

    /// <summary>All data of one patient was erased.</summary>
    PatientErased,

    /// <summary>Assessments past their retention were deleted.</summary>
    Purged,

    /// <summary>Made-up patients were added.</summary>
    DemoAdded,

    /// <summary>Made-up patients were removed.</summary>
    DemoRemoved,
}
