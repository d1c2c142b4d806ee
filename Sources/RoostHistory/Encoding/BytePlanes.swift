/// Rearranges words so that their lowest bytes come first, then the second lowest, and so on: bytes of one
/// significance resemble each other, so each plane compresses for itself.
enum BytePlanes {
    /// Eight words, seen as a matrix of 8 x 8 bytes.
    private struct Matrix {
        var row0, row1, row2, row3, row4, row5, row6, row7: UInt64

        @inline(__always)
        private static func swap(_ low: inout UInt64, _ high: inout UInt64, _ shift: UInt64, _ mask: UInt64) {
            let difference = ((low >> shift) ^ high) & mask
            high ^= difference
            low ^= difference << shift
        }

        /// Its own inverse.
        @inline(__always)
        mutating func transpose() {
            let bytes: UInt64 = 0x00ff_00ff_00ff_00ff
            Self.swap(&row0, &row1, 8, bytes)
            Self.swap(&row2, &row3, 8, bytes)
            Self.swap(&row4, &row5, 8, bytes)
            Self.swap(&row6, &row7, 8, bytes)
            let pairs: UInt64 = 0x0000_ffff_0000_ffff
            Self.swap(&row0, &row2, 16, pairs)
            Self.swap(&row1, &row3, 16, pairs)
            Self.swap(&row4, &row6, 16, pairs)
            Self.swap(&row5, &row7, 16, pairs)
            let halves: UInt64 = 0x0000_0000_ffff_ffff
            Self.swap(&row0, &row4, 32, halves)
            Self.swap(&row1, &row5, 32, halves)
            Self.swap(&row2, &row6, 32, halves)
            Self.swap(&row3, &row7, 32, halves)
        }
    }

    /// The lowest `width` bytes of each word, plane by plane.
    static func split(_ words: [UInt64], width: Int) -> [UInt8] {
        let count = words.count
        return [UInt8](unsafeUninitializedCapacity: count * width) { planes, filled in
            words.withUnsafeBufferPointer { words in
                let raw = UnsafeMutableRawBufferPointer(planes)
                var index = 0
                while index + 8 <= count {
                    var matrix = Matrix(
                        row0: words[index], row1: words[index + 1], row2: words[index + 2], row3: words[index + 3],
                        row4: words[index + 4], row5: words[index + 5], row6: words[index + 6], row7: words[index + 7])
                    matrix.transpose()
                    func store(_ row: UInt64, _ plane: Int) {
                        if plane < width {
                            raw.storeBytes(
                                of: row.littleEndian, toByteOffset: plane * count + index, as: UInt64.self)
                        }
                    }
                    store(matrix.row0, 0)
                    store(matrix.row1, 1)
                    store(matrix.row2, 2)
                    store(matrix.row3, 3)
                    store(matrix.row4, 4)
                    store(matrix.row5, 5)
                    store(matrix.row6, 6)
                    store(matrix.row7, 7)
                    index += 8
                }
                for index in index..<count {
                    for plane in 0..<width {
                        planes[plane * count + index] = UInt8(truncatingIfNeeded: words[index] >> UInt64(plane * 8))
                    }
                }
            }
            filled = count * width
        }
    }

    /// The words of which `planes` holds the lowest `width` bytes.
    static func join(_ planes: [UInt8], count: Int, width: Int) -> [UInt64] {
        [UInt64](unsafeUninitializedCapacity: count) { words, filled in
            planes.withUnsafeBytes { raw in
                var index = 0
                while index + 8 <= count {
                    func load(_ plane: Int) -> UInt64 {
                        guard plane < width else { return 0 }
                        return UInt64(
                            littleEndian: raw.loadUnaligned(fromByteOffset: plane * count + index, as: UInt64.self))
                    }
                    var matrix = Matrix(
                        row0: load(0), row1: load(1), row2: load(2), row3: load(3), row4: load(4), row5: load(5),
                        row6: load(6), row7: load(7))
                    matrix.transpose()
                    words[index] = matrix.row0
                    words[index + 1] = matrix.row1
                    words[index + 2] = matrix.row2
                    words[index + 3] = matrix.row3
                    words[index + 4] = matrix.row4
                    words[index + 5] = matrix.row5
                    words[index + 6] = matrix.row6
                    words[index + 7] = matrix.row7
                    index += 8
                }
                for index in index..<count {
                    var word: UInt64 = 0
                    for plane in 0..<width { word |= UInt64(raw[plane * count + index]) << UInt64(plane * 8) }
                    words[index] = word
                }
            }
            filled = count
        }
    }
}
