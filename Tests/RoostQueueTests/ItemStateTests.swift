import Testing

@testable import RoostQueue

@Suite struct ItemStateTests {
    @Test func names() { #expect(ItemState.waiting.rawValue == "waiting") }
}
