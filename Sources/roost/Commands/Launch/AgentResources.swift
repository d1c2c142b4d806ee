import RoostLaunch

/// Where an agent of this machine can run jobs.
enum AgentResources {
    /// Those whose programs are here.
    static func all(supervisor: String, surroundings: [String: String]) -> [any Resource] {
        let path = surroundings["PATH"] ?? ""
        var resources: [any Resource] = [LocalProcess(supervisor: supervisor, surroundings: surroundings)]
        if ProgramSearch.find("podman", searchPath: path) != nil
            || ProgramSearch.find("docker", searchPath: path) != nil
        {
            resources.append(LocalContainer(supervisor: supervisor, surroundings: surroundings))
        }
        if Slurm.isHere(surroundings: surroundings) { resources.append(Slurm(surroundings: surroundings)) }
        return resources
    }
}
