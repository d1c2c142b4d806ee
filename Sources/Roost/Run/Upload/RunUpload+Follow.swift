import Foundation
import RoostSync

extension RunUpload {
    /// Uploads the run within this program until its end is uploaded.
    static func follow(
        _ directory: RunDirectory, _ access: ServerAccess, _ settings: Settings
    ) -> Task<Void, any Error> {
        Task.detached(priority: .utility) {
            let client = try access.client()
            do {
                var options = RunUploader.Options()
                options.follows = true
                options.writerPID = ProcessInfo.processInfo.processIdentifier
                options.ignoredGlobs = settings.ignoreGlobs ?? []
                _ = try await RunUploader(path: directory.path, client: client, options: options).run()
                await client.shutdown()
            } catch {
                await client.shutdown()
                throw error
            }
        }
    }
}
