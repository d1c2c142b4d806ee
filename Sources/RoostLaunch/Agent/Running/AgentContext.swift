/// What all attempts of an agent share.
struct AgentContext: Sendable {
    var configuration: AgentConfiguration
    var service: any AgentService
    var preparer: any JobPreparer
    var resources: [String: any Resource]
    var secrets: Secrets
    var store: AgentStore
    var log: AgentLog
    var pace = Pace()

    /// How often things are looked at, in seconds.
    struct Pace: Sendable {
        var local = AgentLimits.localObservationSeconds
        var remote = AgentLimits.remoteObservationSeconds
        var stopCheck = AgentLimits.stopCheckSeconds
        var unknown = AgentLimits.unknownSeconds
        var runChecks = AgentLimits.runCheckPauses
        /// The first pause after the server could not be reached.
        var retry: Double = 0.1

        func observation(of resource: String) -> Double { resource.hasPrefix("local-") ? local : remote }
    }

    func resource(of lease: AgentLease) throws(LaunchError) -> any Resource {
        guard let resource = resources[lease.resource] else {
            throw .unavailable(
                resource: lease.resource,
                reason: "this agent offers \(resources.keys.sorted().joined(separator: ", "))")
        }
        return resource
    }
}
