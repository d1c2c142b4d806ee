import Foundation
import RoostJSON
import RoostLog
import SwiftProtobuf

/// The records that a run writes to its transaction log.
extension LogRecord {
    /// Config members that changed.
    static func config(_ changes: JSONObject) -> LogRecord {
        .with { $0.config.update = configItems(changes) }
    }

    /// A value at a path of the config.
    static func config(path: [String], _ value: JSON) -> LogRecord {
        .with { record in
            record.config.update = [
                .with {
                    $0.nestedKey = path
                    $0.valueJson = value.text
                }
            ]
        }
    }

    static func configItems(_ members: JSONObject) -> [LogConfigItem] {
        members.map { key, value in
            .with {
                $0.key = key
                $0.valueJson = value.text
            }
        }
    }

    /// Files below the run's files directory that are to be uploaded.
    static func files(
        _ paths: [String], policy: LogFilesItem.PolicyType, type: LogFilesItem.FileType
    ) -> LogRecord {
        .with { record in
            record.files.files = paths.map { path in
                .with {
                    $0.path = path
                    $0.policy = policy
                    $0.type = type
                }
            }
        }
    }

    /// Members of the summary; those without a value are removed.
    static func summary(_ members: [(key: String, value: RunValue?)]) -> LogRecord {
        .with { record in
            for (key, value) in members {
                if let value {
                    record.summary.update.append(
                        .with {
                            $0.nestedKey = [key]
                            $0.valueJson = value.json?.text ?? "null"
                        })
                } else {
                    record.summary.remove.append(.with { $0.nestedKey = [key] })
                }
            }
        }
    }

    static func metric(_ definition: MetricDefinition, overwrite: Bool) -> LogRecord {
        .with { record in
            if definition.isGlob {
                record.metric.globName = definition.name
            } else {
                record.metric.name = definition.name
            }
            if let stepMetric = definition.stepMetric { record.metric.stepMetric = stepMetric }
            // What a glob covers is defined by the server, key by key.
            record.metric.options.defined = !definition.isGlob
            record.metric.options.stepSync = definition.isStepSynced
            record.metric.options.hidden = definition.isHidden
            // A copy is what happens without a definition, so that nothing says it.
            if !definition.summary.subtracting([.copy]).isEmpty {
                record.metric.summary = .with {
                    $0.min = definition.summary.contains(.min)
                    $0.max = definition.summary.contains(.max)
                    $0.mean = definition.summary.contains(.mean)
                    $0.best = definition.summary.contains(.best)
                    $0.last = definition.summary.contains(.last)
                    $0.none = definition.summary.contains(.none)
                }
            }
            switch definition.goal {
            case .minimize: record.metric.goal = .goalMinimize
            case .maximize: record.metric.goal = .goalMaximize
            case nil: break
            }
            if overwrite { record.metric.control.overwrite = true }
        }
    }

    static func exit(code: Int32, runtimeSeconds: Int64) -> LogRecord {
        .with {
            $0.exit.exitCode = code
            $0.exit.runtime = Int32(clamping: runtimeSeconds)
        }
    }

    /// An artifact with what all have; `fill` adds the rest.
    static func artifact(
        _ type: String, _ name: String, digest: String, run: RunIdentity, _ fill: (inout LogRecord) -> Void
    ) -> LogRecord {
        .with { record in
            record.artifact.runID = run.id
            record.artifact.project = run.project
            record.artifact.entity = run.entity
            record.artifact.type = type
            record.artifact.name = name
            record.artifact.digest = digest
            record.artifact.finalize = true
            record.artifact.manifest.version = 1
            record.artifact.manifest.storagePolicy = "wandb-storage-policy-v1"
            record.artifact.manifest.storagePolicyConfig = [
                .with {
                    $0.key = "storageLayout"
                    $0.valueJson = "\"V2\""
                }
            ]
            fill(&record)
        }
    }

    /// The artifact of a table that was logged.
    static func artifact(_ artifact: TableArtifact, run: RunIdentity) -> LogRecord {
        self.artifact(TableArtifact.type, artifact.name, digest: artifact.digest, run: run) { record in
            record.artifact.aliases = ["latest"]
            record.artifact.clientID = artifact.clientID
            record.artifact.sequenceClientID = artifact.sequenceClientID
            record.artifact.manifest.contents = artifact.files.map { file in
                .with {
                    $0.path = file.path
                    $0.digest = file.digest
                    $0.size = file.size
                    $0.localPath = file.localPath
                }
            }
        }
    }

    static func output(_ line: String, isError: Bool, microseconds: Int64) -> LogRecord {
        .with {
            $0.outputRaw.outputType = isError ? .stderr : .stdout
            $0.outputRaw.timestamp = Google_Protobuf_Timestamp(microseconds: microseconds)
            $0.outputRaw.line = line
        }
    }

    static func stats(_ samples: [(key: String, value: Double)], microseconds: Int64) -> LogRecord {
        .with { record in
            record.stats.statsType = .system
            record.stats.timestamp = Google_Protobuf_Timestamp(microseconds: microseconds)
            record.stats.item = samples.map { sample in
                .with {
                    $0.key = sample.key
                    $0.valueJson = JSON.number(sample.value).text
                }
            }
        }
    }
}

extension Google_Protobuf_Timestamp {
    init(microseconds: Int64) {
        let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        self.init(seconds: seconds, nanos: Int32(rest) * 1000)
    }
}

extension LogRecord {
    /// The run itself, as the server has answered or, offline, as it is to be created.
    static func run(
        _ plan: RunPlan, _ identity: RunIdentity, _ state: RunState, config: JSONObject, facts: RunFacts,
        serverLines: JSONObject
    ) -> LogRecord {
        .with { record in
            record.run.runID = identity.id
            record.run.entity = identity.entity
            record.run.project = identity.project
            record.run.config.update = configItems(config)
            record.run.runGroup = identity.group ?? ""
            record.run.jobType = identity.jobType ?? ""
            record.run.displayName = state.name
            record.run.notes = state.notes ?? ""
            record.run.tags = state.tags
            record.run.sweepID = identity.sweep ?? ""
            record.run.host = facts.host ?? ""
            record.run.startingStep = identity.startingStep
            record.run.storageID = identity.storageID
            record.run.startTime = Google_Protobuf_Timestamp(microseconds: identity.startTime)
            record.run.resumed = identity.isResumed
            record.run.telemetry = state.telemetry.record
            record.run.runtime = Int32(clamping: identity.earlierRuntimeSeconds)
            record.run.forked = plan.fork != nil
            record.run.settings.item = serverLines.map { name, count in
                .with {
                    $0.key = name
                    $0.valueJson = count.text
                }
            }
            if facts.commit != nil || facts.remote != nil {
                record.run.git.commit = facts.commit ?? ""
                record.run.git.remoteURL = facts.remote ?? ""
            }
            if let origin = plan.fork ?? plan.rewind {
                record.run.branchPoint.run = origin.run
                record.run.branchPoint.value = Double(origin.step)
                record.run.branchPoint.metric = "_step"
            }
        }
    }
}
