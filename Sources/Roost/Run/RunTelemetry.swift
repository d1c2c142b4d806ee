import Foundation
import RoostJSON
import RoostLog

/// Which parts of the library a run uses, and on what kind of machine: numbers only.
struct RunTelemetry: Sendable {
    /// The features, by their numbers on the wire.
    enum Feature: Int, Sendable {
        case finish = 2
        case save = 3
        case offline = 4
        case resumed = 5
        case metric = 7
        case namedAtStart = 13
        case identifiedAtStart = 14
        case taggedAtStart = 15
        case configuredAtStart = 16
        case renamed = 17
        case retagged = 18
        case configChanged = 19
        case tensorboardSync = 35
        case stepLogged = 61
        case summarySet = 62
        case metricSummary = 63
        case metricGoal = 64
        case metricHidden = 65
        case metricStepSync = 66
        case forked = 71
        case rewound = 72
        case table = 78
    }

    private(set) var features: Set<Int> = []

    /// - Returns: whether the feature is new.
    mutating func note(_ feature: Feature) -> Bool { features.insert(feature.rawValue).inserted }

    /// For example `linux-x86_64`.
    static let platform: String = {
        #if os(Linux)
            let system = "linux"
        #else
            let system = "darwin"
        #endif
        #if arch(x86_64)
            return system + "-x86_64"
        #else
            return system + "-arm64"
        #endif
    }()

    /// The form in a run's config.
    var wire: JSON {
        [
            "3": .array(features.sorted().map { .int(Int64($0)) }), "5": .string(RoostVersion.current),
            "12": .string(RoostVersion.current), "13": .string(Self.platform),
        ]
    }

    /// The form in a transaction log.
    var record: LogTelemetryRecord {
        .with {
            $0.feature = Data(TelemetryFlags(features).message)
            $0.cliVersion = RoostVersion.current
            $0.coreVersion = RoostVersion.current
            $0.platform = Self.platform
        }
    }
}
