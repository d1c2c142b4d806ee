import Foundation
import Testing

@testable import RoostCatalog

@Suite struct SQLTests {
    @Test func sqliteCommitsAreOnDisk() async throws {
        let folder = try TestFolder()
        let database = try SQLiteDatabase(path: folder.file("catalog.sqlite"))
        let values = try await database.write { session in
            try ["synchronous", "journal_mode", "foreign_keys"].map { try session.rows("PRAGMA \($0)")[0].values[0] }
        }
        // 2 is FULL.
        #expect(values == [.int(2), .text("wal"), .int(1)])
    }

    @Test(arguments: TestDatabase.allCases)
    func textsAreFoundInTexts(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try kind.open(folder)
        let dialect = database.dialect
        let cases: [(text: SQLValue, part: String, contains: Bool?, folded: Bool?)] = [
            (.text("amber-Heron-7"), "heron", false, true), (.text("amber-Heron-7"), "Heron", true, true),
            (.text("ab"), "ab", true, true), (.text("AB"), "ab", false, true), (.text("aab"), "ab", true, true),
            (.text("b"), "ab", false, false), (.text(""), "a", false, false), (.text(""), "", true, true),
            (.text("a"), "", true, true), (.text("fÜnf-X"), "x", false, true), (.text("fünf"), "ü", true, true),
            (.text("[@`{"), "{", true, true), (.text("["), "{", false, false), (.null, "a", nil, nil),
        ]
        try await database.write { session in
            _ = try session.execute("CREATE TABLE t (text \(dialect.text), part \(dialect.text))")
            for one in cases { _ = try session.execute("INSERT INTO t VALUES ($1, $2)", [one.text, .text(one.part)]) }
        }
        // Folded, a part is asked for in small letters.
        let expressions = [dialect.contains("text", "part"), dialect.containsFolded("text", "lower(part)")]
        let found = try await database.read { session in
            try expressions.map { expression in
                try session.rows("SELECT CASE WHEN \(expression) THEN 1 WHEN NOT \(expression) THEN 0 END FROM t")
                    .map { $0.values[0] }
            }
        }
        let value = { (answer: Bool?) -> SQLValue in answer.map { .int($0 ? 1 : 0) } ?? .null }
        #expect(found == [cases.map { value($0.contains) }, cases.map { value($0.folded) }])
    }

    @Test(arguments: TestDatabase.allCases)
    func valuesComeBackAsTheyWentIn(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try kind.open(folder)
        let dialect = database.dialect
        let values: [[SQLValue]] = [
            [.int(.max), .double(1.5), .text("x'\"%$1 ü"), .blob([0, 255, 7])],
            [.int(.min), .double(-.infinity), .text(""), .blob([])],
            [.int(0), .double(.leastNonzeroMagnitude), .text("🦉"), .blob([1])],
            [.null, .null, .null, .null],
        ]
        try await database.write { session in
            _ = try session.execute(
                "CREATE TABLE t (i BIGINT, d DOUBLE PRECISION, s \(dialect.text), b \(dialect.bytes))")
            for row in values {
                // Placeholders in another order than their numbers, and one of them twice.
                _ = try session.execute(
                    "INSERT INTO t (s, b, i, d) SELECT $3, $4, $1, $2 WHERE $1 = $1 OR $1 IS NULL", row)
            }
        }
        let rows = try await database.read { try $0.rows("SELECT i, d, s, b FROM t") }
        #expect(rows.map(\.values) == values)
    }

    @Test(arguments: TestDatabase.allCases)
    func aThrownErrorUndoesTheTransaction(_ kind: TestDatabase) async throws {
        struct Stop: Error, Equatable {}
        let test = try await TestCatalog(kind)
        await #expect(throws: Stop()) {
            try await test.write { tx throws in
                try tx.settings.set("a", "1")
                throw Stop()
            }
        }
        #expect(try await test.read { try $0.settings.value("a") } == nil)
    }

    @Test(arguments: TestDatabase.allCases)
    func aDoubledRowIsAConflict(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try kind.open(folder)
        await #expect {
            try await database.write { session in
                _ = try session.execute("CREATE TABLE t (a BIGINT PRIMARY KEY)")
                _ = try session.execute("INSERT INTO t (a) VALUES (1)")
                _ = try session.execute("INSERT INTO t (a) VALUES (1)")
            }
        } throws: { error in
            if case .conflict? = error as? CatalogError { true } else { false }
        }
    }

    @Test(arguments: TestDatabase.allCases)
    func likeMindsCase(_ kind: TestDatabase) async throws {
        let folder = try TestFolder()
        let database = try kind.open(folder)
        let rows = try await database.read {
            try $0.rows(
                "SELECT CASE WHEN 'Abc' LIKE 'abc' THEN 1 ELSE 0 END, CASE WHEN 'a_c' LIKE 'a\\_c' ESCAPE '\\' THEN 1 ELSE 0 END"
            )
        }
        #expect(rows[0].values == [.int(0), .int(1)])
    }

    @Test func placeholdersAreNumbered() {
        #expect(SQLiteTexts.number("a = $1 AND b = '$2' OR c = $2") == "a = ? AND b = '$2' OR c = ?")
        #expect(SQLiteTexts.number("$2 $1 $1 $3 $12 $13") == "?2 ?1 ?1 ? ?12 ?")
    }

    @Test func textsAreJoined() {
        var inner = SQLText()
        inner.append("a = ")
        inner.bind(.int(1))
        inner.append(" AND b IN (")
        inner.bindList((2...11).map { .int($0) })
        inner.append(")")
        var outer = SQLText()
        outer.append("x = ")
        outer.bind(.int(0))
        outer.append(" AND ")
        outer.append(inner)
        outer.append(" AND y = ")
        outer.bind(.int(12))
        #expect(outer.text == "x = $1 AND a = $2 AND b IN ($3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AND y = $13")
        #expect(outer.arguments == (0...12).map { .int($0) })
    }

    @Test func readersRefuseOtherTypes() throws {
        var reader = SQLRowReader(SQLRow([.text("x"), .null]))
        #expect(throws: CatalogError.database("column 1: expected an integer, got text")) { try reader.int() }
        #expect(throws: CatalogError.database("column 2: expected text, got null")) { try reader.text() }
        #expect(throws: CatalogError.database("column 3: the row has only 2")) { try reader.text() }
    }

    @Test func timesKeepMicroseconds() {
        for micros: Int64 in [0, 1, -1, 1_795_214_940_313_785, 4_102_444_800_999_999] {
            #expect(Date(microseconds: micros).microseconds == micros)
        }
    }
}
