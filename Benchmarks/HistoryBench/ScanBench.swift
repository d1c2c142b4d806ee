import RoostHistory

/// Scanning of file-stream bodies.
enum ScanBench {
    static func run() throws {
        var workload = Workload(seed: 1)
        let body = Workload.body(offset: 0, lines: workload.rows(0..<220))
        let values = 220 * 13
        var checksum = 0
        let seconds = try Measure.median(15) {
            for _ in 0..<200 { checksum += try FileStreamRequest.scan(bytes: body).metrics?.valueCount ?? 0 }
        }
        let perBody = seconds / 200
        print("scan, 220 rows x 13 keys, \(body.count) bytes:")
        print("  \(Measure.text(perBody * 1e6)) us a body, \(Measure.text(perBody * 1e9 / Double(values))) ns a value,")
        print("  \(Measure.text(Double(body.count) / perBody / 1e9, 2)) GB/s a core (checksum \(checksum))")
    }
}
