// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableExperimentalFeature("Lifetimes"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "roost",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "roost", targets: ["roost"]),
        .library(name: "Roost", targets: ["Roost"]),
        .library(name: "RoostJSON", targets: ["RoostJSON"]),
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CLaunch"),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

        // The web UI's files, embedded by the compiler.
        .target(name: "CWebAssets"),

        .target(
            name: "RoostJSON",
            dependencies: [.product(name: "OrderedCollections", package: "swift-collections")],
            swiftSettings: strict),
        .target(name: "RoostGraphQL", dependencies: ["RoostJSON"], swiftSettings: strict),
        .target(
            name: "RoostBlobs",
            dependencies: [
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .target(
            name: "RoostHistory",
            dependencies: ["RoostJSON", "CZstd", .product(name: "GRDB", package: "GRDB.swift")],
            swiftSettings: strict),
        .target(
            name: "RoostCatalog",
            dependencies: [
                "RoostJSON", "RoostQueue", "CSQLite",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .target(
            name: "RoostServer",
            dependencies: [
                "RoostJSON", "RoostGraphQL", "RoostBlobs", "RoostHistory", "RoostCatalog", "RoostQueue", "CZlib",
                "CWebAssets",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .target(
            name: "RoostLog",
            dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
            exclude: ["Messages/record.proto"],
            swiftSettings: strict),
        .target(
            name: "RoostAPI",
            dependencies: [
                "RoostJSON",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .target(
            name: "RoostSync",
            dependencies: [
                "RoostJSON", "RoostLog", "RoostAPI", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            swiftSettings: strict),
        .target(name: "RoostQueue", dependencies: ["RoostJSON"], swiftSettings: strict),
        .target(
            name: "RoostLaunch",
            dependencies: [
                "RoostQueue", "RoostJSON", "RoostAPI", "RoostSync", "CLaunch",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .target(
            name: "Roost",
            dependencies: [
                "RoostJSON", "RoostLog", "RoostAPI", "RoostSync", "RoostLaunch", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "roost",
            dependencies: [
                "RoostServer", "RoostCatalog", "Roost", "RoostLaunch", "RoostQueue", "RoostSync", "RoostAPI",
                "RoostLog",
                "RoostJSON",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),

        .executableTarget(
            name: "Digits", dependencies: ["Roost"], path: "Examples/Digits", exclude: ["README.md"],
            swiftSettings: strict),
        .executableTarget(
            name: "ResumeAndFork", dependencies: ["Roost"], path: "Examples/ResumeAndFork", exclude: ["README.md"],
            swiftSettings: strict),
        .executableTarget(
            name: "OfflineThenSync", dependencies: ["Roost"], path: "Examples/OfflineThenSync", exclude: ["README.md"],
            swiftSettings: strict),

        .executableTarget(
            name: "HistoryBench", dependencies: ["RoostHistory"], path: "Benchmarks/HistoryBench", swiftSettings: strict
        ),
        .executableTarget(
            name: "CatalogBench", dependencies: ["BenchSupport", "RoostCatalog"], path: "Benchmarks/CatalogBench",
            swiftSettings: strict),
        .executableTarget(
            name: "ServerBench", dependencies: ["BenchSupport"], path: "Benchmarks/ServerBench", swiftSettings: strict),
        .executableTarget(
            name: "LogBench", dependencies: ["BenchSupport", "Roost"], path: "Benchmarks/LogBench",
            swiftSettings: strict),
        .executableTarget(
            name: "SyncBench", dependencies: ["BenchSupport", "RoostLog"], path: "Benchmarks/SyncBench",
            swiftSettings: strict),
        .executableTarget(
            name: "LaunchBench", dependencies: ["BenchSupport", "QueueSimulation"], path: "Benchmarks/LaunchBench",
            swiftSettings: strict),
        .target(
            name: "QueueSimulation", dependencies: ["RoostQueue"], path: "Benchmarks/QueueSimulation",
            swiftSettings: strict),
        .target(name: "BenchSupport", path: "Benchmarks/Support", swiftSettings: strict),

        // Plays the scenarios of the conformance tests with the SDK.
        .executableTarget(
            name: "Scenario", dependencies: ["Roost", "RoostJSON"], path: "conformance/swift/Sources/Scenario",
            swiftSettings: strict),

        .testTarget(name: "RoostJSONTests", dependencies: ["RoostJSON"], swiftSettings: strict),
        .testTarget(name: "RoostGraphQLTests", dependencies: ["RoostGraphQL", "RoostJSON"], swiftSettings: strict),
        .testTarget(name: "RoostHistoryTests", dependencies: ["RoostHistory", "RoostJSON"], swiftSettings: strict),
        .testTarget(
            name: "RoostCatalogTests", dependencies: ["RoostCatalog", "RoostQueue", "RoostJSON"],
            swiftSettings: strict),
        .testTarget(
            name: "RoostBlobsTests",
            dependencies: ["RoostBlobs", .product(name: "NIOCore", package: "swift-nio")],
            swiftSettings: strict),
        .testTarget(
            name: "RoostSyncTests",
            dependencies: [
                "RoostSync", "RoostAPI", "RoostLog", "RoostJSON",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "RoostTests", dependencies: ["Roost", "RoostLog", "RoostJSON"], swiftSettings: strict),
        .testTarget(
            name: "RoostAPITests",
            dependencies: [
                "RoostAPI", "RoostJSON",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "RoostCommandTests",
            dependencies: [
                "roost", "Roost", "RoostServer", "RoostCatalog", "RoostSync", "RoostAPI", "RoostLog", "RoostJSON",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            exclude: ["Golden"],
            swiftSettings: strict),
        .testTarget(
            name: "RoostQueueTests", dependencies: ["RoostQueue", "QueueSimulation", "RoostJSON"],
            swiftSettings: strict),
        .testTarget(
            name: "RoostLaunchTests",
            dependencies: [
                "RoostLaunch", "RoostQueue", "RoostAPI", "RoostJSON",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(name: "RoostLogTests", dependencies: ["RoostLog"], swiftSettings: strict),
        .testTarget(
            name: "RoostServerTests",
            dependencies: [
                "RoostServer", "RoostGraphQL", "RoostJSON", "RoostCatalog", "RoostQueue", "RoostHistory", "RoostBlobs",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            swiftSettings: strict),
    ]
)
