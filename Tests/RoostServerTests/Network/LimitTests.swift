import Testing

@testable import RoostServer

/// What a client may not do over a connection; each time the server goes on answering others.
@Suite struct LimitTests {
    @Test func aHeadThatIsTooLargeIsRefused() async throws {
        try await RunningServer.with { server in
            let connection = try await RawConnection(port: server.port)
            let field = "X-Filler: " + String(repeating: "x", count: Limits.headerBytes)
            try? await connection.send(server.head("GET", "/healthz", field))
            let answer = try await connection.answer()
            #expect(answer == nil || answer?.status == 431 || answer?.status == 400)
            try await expectService(server)
        }
    }

    @Test func aBodyThatIsTooLargeIsRefusedByItsLength() async throws {
        try await RunningServer.with { server in
            let connection = try await RawConnection(port: server.port)
            try await connection.send(server.head("POST", "/graphql", "Content-Length: \(Limits.graphQLBody + 1)"))
            let answer = try await connection.answer()
            #expect(answer?.status == 413)
            #expect(answer?.error == "the GraphQL request is larger than the limit of \(Limits.graphQLBody) bytes")
            try await expectService(server)
        }
    }

    @Test func aClientThatSendsNothingIsDisconnected() async throws {
        try await RunningServer.with({ $0.idleTimeout = .milliseconds(100) }) { server in
            for start in ["", "GET /healthz HT", "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"] {
                let connection = try await RawConnection(port: server.port)
                // On a busy machine the server may have disconnected before the beginning is sent.
                if !start.isEmpty { try? await connection.send(start) }
                let answer = try? await connection.answer()
                #expect(answer == nil || answer?.status == 400 || answer?.status == 408, "\(start)")
            }
        }
    }

    @Test func manyConnectionsAreServed() async throws {
        try await RunningServer.with { server in
            try await withThrowingTaskGroup(of: Int?.self) { tasks in
                for _ in 0..<200 {
                    tasks.addTask {
                        let connection = try await RawConnection(port: server.port)
                        try await connection.send(server.head("GET", "/healthz"))
                        return try await connection.answer()?.status
                    }
                }
                for try await status in tasks { #expect(status == 200) }
            }
        }
    }

    @Test func nonsenseIsRefused() async throws {
        try await RunningServer.with { server in
            for text in [
                "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n",
                "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n\r\n",
            ] {
                let connection = try await RawConnection(port: server.port)
                try await connection.send(text)
                let answer = try await connection.answer()
                #expect(answer == nil || (400..<506).contains(answer?.status ?? 0), "\(text)")
            }
            try await expectService(server)
        }
    }

    private func expectService(_ server: RunningServer) async throws {
        let connection = try await RawConnection(port: server.port)
        try await connection.send(server.head("GET", "/healthz"))
        #expect(try await connection.answer()?.text == "ok\n")
    }
}
