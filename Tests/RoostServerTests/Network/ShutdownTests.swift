import Testing

@Suite struct ShutdownTests {
    /// The request that is under way when the server is told to stop is finished, also its durable part; then the
    /// server comes to its end without an error.
    @Test func aRequestInFlightCompletes() async throws {
        try await RunningServer.with { server in
            let body = #"{"query":"mutation { upsertModel(input: {name: \"p\"}) { inserted } }"}"#
            let busy = try await RawConnection(port: server.port)
            let idle = try await RawConnection(port: server.port)
            try await idle.send(server.head("GET", "/healthz"))
            #expect(try await idle.answer()?.status == 200)
            try await busy.send(
                server.head("POST", "/graphql", "Content-Length: \(body.utf8.count)", "Expect: 100-continue"))
            try await busy.send(String(body.prefix(20)))
            // The server has read the head when it answers another connection that came later.
            try await idle.send(server.head("GET", "/healthz"))
            #expect(try await idle.answer()?.status == 200)

            await server.beginShutdown()
            // The idle connection is closed, and nobody listens any more.
            #expect(await idle.isClosedByServer())
            await #expect(throws: (any Error).self) { try await RawConnection(port: server.port) }
            try await busy.send(String(body.dropFirst(20)))
            let answer = try await busy.answer()
            #expect(answer?.status == 200)
            #expect(answer?.json.at("data", "upsertModel", "inserted") == true)
        }
    }

    @Test func aLiveSubscriptionDoesNotHoldTheServerUp() async throws {
        try await RunningServer.with { server in
            let connection = try await RawConnection(port: server.port)
            let body = #"{"query":"mutation { upsertBucket(input: {name: \"r\", modelName: \"p\"}) { inserted } }"}"#
            try await connection.send(server.head("POST", "/graphql", "Content-Length: \(body.utf8.count)") + body)
            #expect(try await connection.answer()?.status == 200)
            let live = try await RawConnection(port: server.port)
            try await live.send(server.head("GET", "/api/v1/live?entity=ada&project=p&run=r"))
            #expect(await !live.isClosedByServer())
            await server.beginShutdown()
            // The rest of the stream, and its orderly end.
            #expect(try await live.answer()?.text.hasPrefix("retry: 1000\n\n") == true)
        }
    }
}
