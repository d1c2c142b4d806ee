import FoundationEssentials

/// The catalog inside one transaction. It must not leave the closure that received it.
public struct CatalogTransaction {
    let session: any SQLSession
    /// The time at which the transaction began; all that it writes carries this time.
    public let now: Date

    init(session: any SQLSession, now: Date) {
        self.session = session
        // What is written is what will be read back.
        self.now = Date(microseconds: now.microseconds)
    }

    public var users: UserRepository { UserRepository(transaction: self) }
    public var entities: EntityRepository { EntityRepository(transaction: self) }
    public var members: MemberRepository { MemberRepository(transaction: self) }
    public var keys: KeyRepository { KeyRepository(transaction: self) }
    public var sessions: SessionRepository { SessionRepository(transaction: self) }
    public var projects: ProjectRepository { ProjectRepository(transaction: self) }
    public var runs: RunRepository { RunRepository(transaction: self) }
    public var files: FileRepository { FileRepository(transaction: self) }
    public var blobs: BlobRepository { BlobRepository(transaction: self) }
    public var artifacts: ArtifactRepository { ArtifactRepository(transaction: self) }
    public var alerts: AlertRepository { AlertRepository(transaction: self) }
    public var invites: InviteRepository { InviteRepository(transaction: self) }
    public var launch: LaunchRepository { LaunchRepository(transaction: self) }
    public var sweeps: SweepRepository { SweepRepository(transaction: self) }
    public var views: ViewRepository { ViewRepository(transaction: self) }
    public var charts: ChartRepository { ChartRepository(transaction: self) }
    public var settings: SettingRepository { SettingRepository(transaction: self) }
}
