import RoostJSON
import Testing

@testable import Roost

/// The counts and edges are NumPy's.
@Suite struct HistogramTests {
    @Test func binsAsNumPyDoes() throws {
        let small = try Histogram([1, 2, 2, 3, 3.5, 10], numBins: 4)
        #expect(small.counts == [4, 1, 0, 1])
        #expect(small.edges == [1, 3.25, 5.5, 7.75, 10])
        let thirds = try Histogram([1, 2, 3, 4.5], numBins: 3)
        #expect(thirds.counts == [2, 1, 1])
        #expect(thirds.edges == [1, 2.166666666666667, 3.3333333333333335, 4.5])
    }

    @Test func squaresInSixtyFourBins() throws {
        let histogram = try Histogram((0..<20).map { 0.1 * Double($0) * Double($0) })
        let counts: [Double] = [
            3, 1, 1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0,
            0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1,
        ]
        #expect(histogram.counts == counts)
        #expect(histogram.edges[3] == 1.6921875000000002)
        #expect(histogram.edges[18] == 10.153125000000001)
        #expect(histogram.edges[64] == 36.1)
    }

    @Test func equalValuesGetARoomOfOne() throws {
        let histogram = try Histogram([1, 1, 1])
        #expect(histogram.edges.first == 0.5)
        #expect(histogram.edges.last == 1.5)
        #expect(histogram.counts[32] == 3)
        #expect(try Histogram([Double](), numBins: 2).edges == [0, 0.5, 1])
    }

    @Test func isLoggedInline() throws {
        let histogram = try Histogram(counts: [1, 2], edges: [0, 1, 2])
        #expect(histogram.json.text == #"{"_type":"histogram","values":[1,2],"bins":[0.0,1.0,2.0]}"#)
    }

    @Test func refusesWhatHasNoBins() {
        #expect(throws: MediaError.self) { try Histogram([1, .nan]) }
        #expect(throws: MediaError.self) { try Histogram([1, 2], numBins: 513) }
        #expect(
            throws: MediaError.invalidValue(field: "edges", value: "2 numbers", expected: "one more than counts, 3")
        ) {
            try Histogram(counts: [1, 2], edges: [0, 1])
        }
    }
}
