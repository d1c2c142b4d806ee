// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "conformance",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "roost", path: "../..")],
    targets: [
        .executableTarget(name: "Scenario", dependencies: [
            .product(name: "Roost", package: "roost"), .product(name: "RoostJSON", package: "roost"),
        ])
    ]
)
