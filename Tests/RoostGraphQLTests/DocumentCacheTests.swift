import Testing

@testable import RoostGraphQL

@Suite struct DocumentCacheTests {
    private func document(_ text: String) throws -> ValidDocument {
        ValidDocument(document: try Parser.parse(text, limits: .default), fragments: [:])
    }

    @Test func forgetsWhatWasNotUsedLongest() throws {
        let cache = DocumentCache(capacity: 2)
        for text in ["{a}", "{b}"] { cache.insert(try document(text), for: text) }
        #expect(cache["{a}"] != nil)
        cache.insert(try document("{c}"), for: "{c}")
        #expect(cache["{b}"] == nil)
        #expect(cache["{a}"] != nil)
        #expect(cache["{c}"] != nil)
        #expect(cache.count == 2)
    }

    @Test func boundsTheBytesKept() throws {
        let cache = DocumentCache(byteCapacity: 8)
        for text in ["{aaa}", "{bb}", "{c}", "{ddddddd}"] { cache.insert(try document(text), for: text) }
        #expect(cache["{aaa}"] == nil)
        #expect(cache["{bb}"] != nil)
        #expect(cache["{c}"] != nil)
        #expect(cache["{ddddddd}"] == nil)
    }
}
