import RoostJSON

/// The words with which a server explains a refusal.
enum ServerMessage {
    /// The message in an error body of any known form (`{"error": "text"}`, `{"error": {"message"}}`,
    /// `{"errors": ["text" or {"message"}]}`); else the beginning of the body; else `fallback`.
    static func text(of body: [UInt8], fallback: String) -> String {
        if let json = try? JSON(parsing: body) {
            let messages = messages(in: json)
            if !messages.isEmpty { return messages.joined(separator: "; ") }
        }
        let quoted = String(decoding: body.prefix(APILimits.quotedBodyBytes), as: UTF8.self).trimmed
        return quoted.isEmpty ? fallback : quoted
    }

    /// The messages of `error` or `errors`.
    static func messages(in json: JSON) -> [String] {
        if let error = json["error"], let text = error.stringValue ?? error["message"]?.stringValue { return [text] }
        return (json["errors"]?.arrayValue ?? []).map { error in
            error.stringValue ?? error["message"]?.stringValue ?? error.text
        }
    }
}
