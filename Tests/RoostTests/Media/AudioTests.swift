import Foundation
import RoostJSON
import Testing

@testable import Roost

/// The digests are those of the files that the official client writes for the same samples.
@Suite struct AudioTests {
    static let sine = (0..<8).map { sin(Double($0)) * 0.5 }

    @Test func writesSamplesAsTheOfficialClientDoes() throws {
        let beep = try Audio(samples: Self.sine, sampleRate: 8000)
        #expect(beep.content.sha256 == "87390e9f9a0feec10b35204857d129fc2fb0c6b0d07c5004a30642864569401a")
        #expect(beep.content.size == 60)
        #expect(beep.duration == 0.001)
        let single = try Audio(samples: Self.sine.map(Float.init), sampleRate: 8000)
        #expect(single.content.sha256 == beep.content.sha256)
        let stereo = try Audio(
            samples: Self.sine.flatMap { [$0, -$0 * 2.5] }, sampleRate: 44_100, channels: 2)
        #expect(stereo.content.sha256 == "ab1210f361d29214f56f449ac53bb65600f844446211a982d22163d5198aa92c")
        let clipped = try Audio(samples: [1, -1, 0.99999, 0.5, -0.5, 1e-5, 2, -2], sampleRate: 8000)
        #expect(clipped.content.sha256 == "4d039642bb2595168832938343f48f4f7a9521d903b1c8380831520c3a1ad31d")
        let whole = try Audio(samples: [Int16(0), 1000, -1000, 32_767], sampleRate: 8000)
        #expect(whole.content.sha256 == "5f06c549f9f934174c183af487796e85eeaf3519259a9f53efd5bca8657f5ddb")
    }

    @Test func describesOneSoundAndLists() throws {
        let scratch = try ScratchDirectory()
        var directory = MediaDirectory(root: scratch.path)
        let beep = try Audio(samples: Self.sine, sampleRate: 8000, caption: "beep")
        let file = try Audio(
            path: try scratch.file("t.wav", WAVEncoder.encode([0, 100, -100, 5], sampleRate: 8000, channels: 1)))
        #expect(
            try file.write(key: "audio_file", step: 17, into: &directory) == [
                "_type": "audio-file", "sha256": "4d2075612fd842fa2c2928815a78ef064e66c8173166c1d7673076e02df0b74d",
                "size": 52, "path": "media/audio/audio_file_17_4d2075612fd842fa2c29.wav",
            ])
        let list = try MediaList.write([beep, file], key: "audios", step: 18, into: &directory)
        #expect(list["_type"] == "audio")
        #expect(list["sampleRates"] == [8000, nil])
        #expect(list["durations"] == [0.001, nil])
        #expect(list["captions"] == ["beep", ""])
        #expect(list["audio"]?.arrayValue?.first?["caption"] == "beep")
        #expect(list["audio"]?.arrayValue?.first?["path"] == "media/audio/audios_18_87390e9f9a0feec10b35.wav")
    }

    @Test func keepsTheBytesOfAFile() throws {
        let scratch = try ScratchDirectory()
        var directory = MediaDirectory(root: scratch.path)
        let wave = WAVEncoder.encode([0, 100, -100, 5], sampleRate: 8000, channels: 1)
        let written = try Audio(data: wave, format: "wav").write(key: "a", step: 1, into: &directory)
        #expect(written["path"] == "media/audio/a_1_4d2075612fd842fa2c29.wav")
        #expect(try scratch.bytes("media/audio/a_1_4d2075612fd842fa2c29.wav") == wave)
    }

    @Test func refusesWhatCannotBeHeard() {
        #expect(throws: MediaError.self) { try Audio(data: [], format: "wav") }
        #expect(throws: MediaError.self) { try Audio(samples: [0.5], sampleRate: 0) }
        #expect(throws: MediaError.self) { try Audio(samples: [Int16(1), 2, 3], sampleRate: 8000, channels: 2) }
    }
}
