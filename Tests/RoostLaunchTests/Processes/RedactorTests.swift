import Testing

@testable import RoostLaunch

@Suite struct RedactorTests {
    private func redacted(_ pieces: [String], secrets: [String]) -> String {
        var redactor = Redactor(secrets: secrets)
        var output: [UInt8] = []
        for piece in pieces { output += redactor.redact(Array(piece.utf8)[...]) }
        return String(decoding: output + redactor.finish(), as: UTF8.self)
    }

    @Test func takesSecretsOutAtEveryCut() {
        let text = "xsecret-123y secret-12 secret-123secret-123"
        for cut in 0...text.utf8.count {
            let bytes = Array(text.utf8)
            let pieces = [
                String(decoding: bytes[..<cut], as: UTF8.self), String(decoding: bytes[cut...], as: UTF8.self),
            ]
            #expect(redacted(pieces, secrets: ["secret-123"]) == "x********y secret-12 ****************")
        }
        #expect(redacted(text.map(String.init), secrets: ["secret-123"]) == "x********y secret-12 ****************")
    }

    @Test func prefersTheLongerSecret() {
        #expect(redacted(["abcdefgh12 abcdefgh"], secrets: ["abcdefgh", "abcdefgh12"]) == "******** ********")
    }

    @Test func leavesShortTexts() {
        #expect(redacted(["yes no"], secrets: ["yes", ""]) == "yes no")
    }

    @Test func showsAnUnfinishedBeginningAtTheEnd() {
        #expect(redacted(["a secret-"], secrets: ["secret-123"]) == "a secret-")
    }
}
