import Roost

/// The variables of a program that runs inside a run.
enum ChildEnvironment {
    /// Those of this process, and what lets a tracking client in the program join the run: it goes on with the run that
    /// is named, and leaves console and system metrics to this process.
    ///
    /// - Parameters:
    ///   - run: `nil` when nobody may join, since the run is offline or disabled.
    ///   - server: the server's address.
    static func variables(
        _ own: [String: String], joining run: (id: String, project: String, entity: String)?, server: String?
    ) -> [String: String] {
        var variables = own
        // A program whose output is no terminal would keep its lines back.
        if (own["PYTHONUNBUFFERED"] ?? "").isEmpty { variables["PYTHONUNBUFFERED"] = "1" }
        guard let run else { return variables }
        variables["WANDB_RUN_ID"] = run.id
        variables["WANDB_PROJECT"] = run.project
        if !run.entity.isEmpty { variables["WANDB_ENTITY"] = run.entity }
        if let server { variables["WANDB_BASE_URL"] = server }
        variables["WANDB_RESUME"] = "allow"
        variables["WANDB_CONSOLE"] = "off"
        for prefix in ["WANDB__", "WANDB_X_"] {
            variables[prefix + "DISABLE_STATS"] = "true"
            variables[prefix + "DISABLE_META"] = "true"
        }
        return variables
    }
}
