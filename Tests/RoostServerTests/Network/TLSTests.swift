import Foundation
import NIOSSL
import Testing

@testable import RoostServer

@Suite struct TLSTests {
    /// A certificate for `localhost` that signs itself.
    private static func certificate(in directory: TemporaryDirectory) async throws -> ServerConfiguration.TLS {
        let files = ServerConfiguration.TLS(
            certificateFile: directory.path + "/cert.pem", keyFile: directory.path + "/key.pem")
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
            "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", files.keyFile, "-out",
            files.certificateFile,
        ]
        openssl.standardError = FileHandle.nullDevice
        let status = try await withCheckedThrowingContinuation { continuation in
            openssl.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try openssl.run() } catch { continuation.resume(throwing: error) }
        }
        try #require(status == 0)
        return files
    }

    @Test func answersOverTLSAndNamesItsAddressesSo() async throws {
        let directory = try TemporaryDirectory()
        let files = try await Self.certificate(in: directory)
        try await RunningServer.with({ $0.tls = files }) { server in
            var trust = TLSConfiguration.makeClientConfiguration()
            trust.trustRoots = .file(files.certificateFile)
            let connection = try await RawConnection(port: server.port, tls: NIOSSLContext(configuration: trust))
            let body =
                #"{"query":"mutation { upsertBucket(input: {name: \"r\", modelName: \"p\"}) { inserted } createRunFiles(input: {entityName: \"ada\", projectName: \"p\", runName: \"r\", files: [\"a\"]}) { files { uploadUrl } } }"}"#
            try await connection.send(server.head("POST", "/graphql", "Content-Length: \(body.utf8.count)") + body)
            let answer = try await connection.answer()
            let address = answer?.json.at("data", "createRunFiles", "files", "0", "uploadUrl")?.stringValue
            #expect(address?.hasPrefix("https://localhost:\(server.port)/storage/") == true)

            let plain = try await RawConnection(port: server.port)
            try await plain.send(server.head("GET", "/healthz"))
            #expect(try await plain.answer() == nil)

            var old = trust
            old.minimumTLSVersion = .tlsv1
            old.maximumTLSVersion = .tlsv11
            let refused = try await RawConnection(port: server.port, tls: NIOSSLContext(configuration: old))
            #expect(try await refused.answer() == nil)
        }
    }

    @Test func aCertificateThatIsNoneIsNamed() async throws {
        let directory = try TemporaryDirectory()
        let missing = ServerConfiguration.TLS(certificateFile: directory.path + "/none.pem", keyFile: "/none.key")
        await #expect(throws: (any Error).self) { try await RunningServer.with({ $0.tls = missing }) { _ in } }
    }
}
