import Testing

@testable import RoostCatalog

@Suite struct LineageTests {
    @Test(arguments: TestDatabase.allCases)
    func forksAndRewindsAreFound(_ kind: TestDatabase) async throws {
        let test = try await TestCatalog(kind)
        let (project, user) = (test.project.id, test.user.id)
        func make(_ name: String, from parent: String? = nil, step: Int64 = 4) async throws -> Run {
            var change = RunChange()
            if let parent {
                change.config = #"{"_wandb": {"value": {"branch_point": {"run_id": "\#(parent)", "step": \#(step)}}}}"#
            }
            let wanted = change
            return try await test.write { tx in
                try tx.runs.upsert(project: project, name: name, change: wanted, user: user).run
            }
        }
        let parent = try await make("parent")
        let (first, second) = (try await make("first", from: "parent"), try await make("second", from: "parent"))
        _ = try await make("other", from: "first")
        // A run that was rewound names itself.
        let rewound = try await make("again", from: "again")
        let (forks, own) = try await test.read { tx in
            (try tx.runs.forks(of: parent, limit: 10), try tx.runs.forks(of: rewound, limit: 10))
        }
        #expect(forks.map(\.name) == ["first", "second"] && own.isEmpty)
        #expect(first.branchPoint == BranchPoint(run: "parent", step: 4))
        // A fork that is rewound stays one.
        #expect(try await make("first", from: "first", step: 9).branchPoint == BranchPoint(run: "parent", step: 4))
        #expect(try await make("first", from: "first", step: 2).branchPoint == BranchPoint(run: "parent", step: 2))
        try await test.write { tx in
            try tx.runs.noteRewind(rewound.id, step: 7)
            try tx.runs.noteRewind(rewound.id, step: 3)
            try tx.runs.delete(second.id)
        }
        try await test.write { tx in try tx.runs.delete(rewound.id) }
        let (rewinds, newest, rest) = try await test.read { tx in
            (
                try tx.runs.rewinds(rewound.id, limit: 10), try tx.runs.rewinds(rewound.id, limit: 1),
                try tx.runs.forks(of: parent, limit: 10)
            )
        }
        #expect(rewinds.map(\.step) == [7, 3] && newest.map(\.step) == [3])
        #expect(rest.map(\.name) == ["first"])
        try await test.write { tx in try tx.runs.purge(rewound.id) }
        #expect(try await test.read { tx in try tx.runs.rewinds(rewound.id, limit: 10) }.isEmpty)
    }
}
