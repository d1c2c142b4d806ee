import Crypto
import Foundation
import RoostJSON

/// A job whose source is a Swift package: it is built once for the same source.
struct SwiftPackage: Sendable {
    let directory: String
    let cache: String
    let surroundings: [String: String]

    /// Whether an entry point means a product of the package in the folder.
    static func isMeant(by words: [String], in directory: String) -> Bool {
        words.count >= 2 && words[0] == "swift" && words[1] == "run" && SmallFile.exists(directory + "/Package.swift")
    }

    /// Builds the product that `swift run …` names.
    ///
    /// - Returns: the program's path and the words that follow the product's name.
    func build(_ words: [String]) async throws(LaunchError) -> [String] {
        guard let swift = ProgramSearch.find("swift", searchPath: surroundings["PATH"] ?? "") else {
            throw .build(name: "the Swift package", reason: "there is no 'swift' on this machine", log: "")
        }
        let rest = Array(words.dropFirst(2))
        let tool = Tool(
            swift, in: directory, environment: surroundings, timeoutSeconds: LaunchLimits.buildSeconds)
        let product: String
        if let named = rest.first, !named.hasPrefix("-") {
            product = named
        } else {
            product = try await onlyProduct(tool)
        }
        guard !product.contains("/"), !product.hasPrefix("-") else {
            throw .invalid(path: "overrides.entry_point", value: product, expected: "a product of the package")
        }
        let scratch = "\(cache)/swift/\(try contentHash())"
        try SmallFile.makeFolder(scratch)
        let lock = try await FileLock(scratch + ".lock")
        defer { lock.release() }
        let program = scratch + "/release/" + product
        if !SmallFile.exists(program) {
            let answer = try await tool.run(["build", "-c", "release", "--scratch-path", scratch, "--product", product])
            guard answer.isSuccess, SmallFile.exists(program) else {
                let log = answer.text.suffix(LaunchLimits.toolLogBytes) + answer.log
                throw .build(name: product, reason: "swift build ended with \(answer.code)", log: String(log))
            }
        }
        return [program] + rest.dropFirst(rest.first == product ? 1 : 0)
    }

    private func onlyProduct(_ tool: Tool) async throws(LaunchError) -> String {
        let answer = try await tool.run(["package", "describe", "--type", "json"])
        let products = (try? JSON(parsing: answer.output))?["products"]?.arrayValue ?? []
        let names = products.filter { $0["type"]?["executable"] != nil }.compactMap { $0["name"]?.stringValue }
        guard names.count == 1 else {
            throw .build(
                name: "the Swift package",
                reason: "it has \(names.isEmpty ? "no program" : "the programs \(names.joined(separator: ", "))"): "
                    + "name one in the entry point, as in swift run NAME",
                log: answer.log)
        }
        return names[0]
    }

    /// Over the names and bytes of all files.
    private func contentHash() throws(LaunchError) -> String { try ContentHash.of(folder: directory) }
}

/// A name for what a folder holds.
enum ContentHash {
    /// SHA-256 over the names, modes and bytes of the files, in hexadecimal; folders of git and of builds are left out.
    static func of(folder: String) throws(LaunchError) -> String {
        var hash = SHA256()
        let files = FileManager.default
        let names = (files.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
        for name in names where !name.split(separator: "/").contains(where: { $0 == ".git" || $0 == ".build" }) {
            let attributes = try? files.attributesOfItem(atPath: folder + "/" + name)
            let type = attributes?[.type] as? FileAttributeType
            guard type == .typeRegular || type == .typeSymbolicLink else { continue }
            let isProgram = ((attributes?[.posixPermissions] as? Int) ?? 0) & 0o100 != 0
            hash.update(data: Data("\(name)\0\(isProgram)\0".utf8))
            if type == .typeSymbolicLink {
                hash.update(
                    data: Data(((try? files.destinationOfSymbolicLink(atPath: folder + "/" + name)) ?? "").utf8))
            } else {
                guard let bytes = files.contents(atPath: folder + "/" + name) else {
                    throw .source(name: folder, reason: "\(name) cannot be read")
                }
                hash.update(data: Data("\(bytes.count)\0".utf8))
                hash.update(data: bytes)
            }
        }
        return hexadecimal(hash.finalize())
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension ContentHash {
    /// Eight hexadecimal digits for a text.
    static func short(_ text: String) -> String {
        String(hexadecimal(SHA256.hash(data: Data(text.utf8))).prefix(8))
    }
}
